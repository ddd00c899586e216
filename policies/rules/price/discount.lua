-- 差异化定价: the price a customer of this class gets for this quantity and payment, and who may go below it.
local per_cent = 0.01   -- fixed: what per cent means

return {
  title   = "差异化定价",
  clause  = "D15 定价策略, D08 3.3",
  subject = "quote_line",
  branch  = true,
  needs   = {
    "customer?", "product?", "quantity", "payment", "unit_price?",
    class       = "customer.classify.value.class",
    list_price  = "product.list_price",
    floor_price = "product.floor_price?",
  },
  params  = { max = "price.discount.max", authority = "price.discount.authority" },
  tables  = { discounts = "price_discount" },
  gives   = {
    discount = { "number", title = "核定折扣（%）" },
    price    = { "money", title = "核定单价" },
    amount   = { "money", title = "报价金额" },
    verdict  = { "price_verdict", title = "报价结论" },
    approver = { "price_approver", title = "批准人" },
  },
  sign    = {
    by        = "approver",
    nobody    = { "seller", "none" },
    applicant = "seller",
    when      = "approved_on is null",
    on        = { "customer", "product", "quantity", "payment", "unit_price" },
    approved  = { approved_on = "today" },
  },

  decide = function(line, param, tables)
    local clause = "D15 定价策略"
    local list, floor = line.list_price, line.floor_price or 0
    local discount = 0
    for _, hit in ipairs(tables.discounts{ class = line.class, volume = list * line.quantity, payment = line.payment }) do
      discount = discount + hit.points
      because(clause, "{1}：折扣 {2}%", hit.why, hit.points)
    end
    if discount > param.max then
      because(clause, "折扣合计 {1}%，按上限 {2}% 核定", discount, param.max)
      discount = param.max
    end

    -- The unit price after some per cent off, never under the floor.
    local function less(percent)
      return math.max(money.times(list, 100 - percent, per_cent), floor)
    end

    local price = less(discount)
    if price == floor and floor > 0 then
      because(clause, "核定单价以最低价 {1:money} 为限", floor)
    end
    local asked = line.unit_price or price
    local amount = asked * line.quantity

    local function decision(verdict, approver)
      return { discount = discount, price = price, amount = amount, verdict = verdict, approver = approver }
    end

    if asked < floor then
      because("D08 3.3", "拟报单价 {1:money} 低于最低价 {2:money}，不得报价", asked, floor)
      return decision("refused", "none")
    end
    if asked >= less(discount + param.authority.seller) then
      because(clause, "拟报单价 {1:money}，核定单价 {2:money}，在销售人员让价权限 {3} 个百分点以内", asked, price, param.authority.seller)
      return decision("allowed", "seller")
    end
    if asked >= less(discount + param.authority.market_supervision) then
      because(clause, "拟报单价 {1:money} 低于核定单价 {2:money}，让价不超过 {3} 个百分点，由市场监管部经理批准",
              asked, price, param.authority.market_supervision)
      return decision("approval", "market_supervision")
    end
    because(clause, "拟报单价 {1:money} 低于核定单价 {2:money}，让价超过 {3} 个百分点，由销售副总经理批准",
            asked, price, param.authority.market_supervision)
    return decision("approval", "sales_vp")
  end,
}
