-- 客户交易业绩分析: what a customer buys from us in the month and the year, its share of the company's sales,
-- and what it sells itself, inferred from the stock it reports.
local function part(amount, total)
  if total > 0 then
    return amount / total
  end
  return 0
end

-- What was there, plus what came in, less what is left, has been sold.
local function sell_through(customer, year_days)
  if customer.opening_stock == nil or customer.closing_stock == nil
     or customer.stock_purchases == nil or customer.stock_days == nil then
    because("D05 3.3", "近十二个月库存报告不足两次，不推算周转率")
    return nil, nil
  end

  local sold = customer.opening_stock + customer.stock_purchases - customer.closing_stock
  if sold < 0 then
    because("D05 3.3", "期末库存 {1:money} 多于期初库存与进货之和，库存报告有误或另有货源，不推算销售额", customer.closing_stock)
    return nil, nil
  end

  local stock_twice = customer.opening_stock + customer.closing_stock   -- twice the mean stock
  if stock_twice == 0 or customer.stock_days == 0 then
    because("D05 3.3", "据库存报告推算客户 {1} 天内售出 {2:money}；平均库存为零，无周转率", customer.stock_days, sold)
    return sold, nil
  end
  local turnover = (sold + sold) * year_days / (stock_twice * customer.stock_days)
  because("D05 3.3", "据库存报告推算客户 {1} 天内售出 {2:money}，库存一年周转 {3} 次",
          customer.stock_days, sold, math.round(turnover, 1))
  return sold, turnover
end

return {
  title   = "客户交易业绩分析",
  clause  = "D05 3.3",
  subject = "customer",
  needs   = {
    "month_sales", "year_sales", "company_month_sales", "company_year_sales",
    "opening_stock?", "closing_stock?", "stock_purchases?", "stock_days?",
  },
  params  = { year_days = "analyse.trade.year_days" },
  gives   = {
    month          = { "money", title = "月交易额" },
    year           = { "money", title = "年交易额" },
    month_share    = { "number", title = "占公司本月比重" },
    year_share     = { "number", title = "占公司本年比重" },
    inferred_sales = { "money?", title = "推算销售额" },
    turnover       = { "number?", title = "年周转率" },
  },

  decide = function(customer, param)
    local month_share = part(customer.month_sales, customer.company_month_sales)
    local year_share  = part(customer.year_sales, customer.company_year_sales)
    because("D05 3.3", "本月交易额 {1:money}，占公司 {2:percent}；本年交易额 {3:money}，占公司 {4:percent}",
            customer.month_sales, month_share, customer.year_sales, year_share)

    local inferred_sales, turnover = sell_through(customer, param.year_days)
    return {
      month = customer.month_sales, year = customer.year_sales,
      month_share = month_share, year_share = year_share,
      inferred_sales = inferred_sales, turnover = turnover,
    }
  end,
}
