# A what-if as one page: whole, self-contained, with a table beside each chart, and only text where the data are text.
$ "$DATA/shop-records/fill"
$ zhidu set member M1 name='<script>alert("M1")</script>'
$ zhidu set member M3 name='三 & "周" </table>'
$ zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --by name --html page.html | head -3
| 基准：release 1，2025-06-30
| 假设：member.tier.from.gold 由 1,000.00 改为 380
|
$ head -1 page.html
| <!DOCTYPE html>
$ tail -1 page.html
| </html>
$ grep -c '<script' page.html
| 0
= 1
$ grep -c '&lt;script&gt;alert(&quot;M1&quot;)&lt;/script&gt;' page.html
| 4
$ grep -c '三 &amp; &quot;周&quot; &lt;/table&gt;' page.html
| 4
$ grep -oE '<(svg|figure|table|h1|h2)[ >]' page.html | sort | uniq -c | awk '{ print $1, $2 }'
| 5 <figure>
| 1 <h1>
| 3 <h2>
| 5 <svg
| 8 <table>
$ grep -oE '</(svg|figure|table|h1|h2)>' page.html | sort | uniq -c | awk '{ print $1, $2 }'
| 5 </figure>
| 1 </h1>
| 3 </h2>
| 5 </svg>
| 8 </table>
$ grep -oE '<h[123]>[^<]*' page.html
| <h1>假设推演：member.tier.from.gold 改为 380
| <h2>总览
| <h2>会员等级
| <h3>等级
| <h3>按 name 分
| <h2>赠券
| <h3>赠券额
| <h3>按 name 分
| <h3>变动最大的对象
$ grep -cE 'https?://|src=|href=|url\(|@import' page.html
| 0
= 1
# The same question, the same page.
$ zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --by name --html again.html >/dev/null && cmp page.html again.html

# Nothing is written over without leave, and nothing is left half written.
$ zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --html page.html
! zhidu: page.html is there already; --force writes over it
! More: zhidu help whatif
= 2
$ cmp page.html again.html
$ zhidu whatif --set member.tier.from.gold=350 --set member.voucher.least@north=6 --as-of 2025-06-30 --html titles.html >/dev/null; grep -o "<td[^>]*>[^<]*(member[^<]*" titles.html
| <td>等级起点 (member.tier.from.gold)
| <td>最低赠券额 (member.voucher.least)
$ zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --html page.html --force >/dev/null
$ zhidu whatif --set member.tier.from.gold=380 --as-of 2025-06-30 --html none/page.html >/dev/null
! zhidu: none/page.html: cannot be written: No such file or directory
= 3
$ zhidu whatif --set member.voucher.least=99 --as-of 2025-06-30 --html bad.html
! zhidu: params/member.yaml:16:1: member.voucher.least: 99.00 is above the maximum 50.00
= 3
$ ls *.html
| again.html
| page.html
| titles.html

# A change that does nothing.
$ zhidu whatif --set member.voucher.least=5 --as-of 2025-06-30 --html idle.html
| 基准：release 1，2025-06-30
| 假设：member.voucher.least 由 5.00 改为 5  —— 没有任何影响
|
| 赠券 (member.voucher)：4 个对象，0 个改变
$ grep -oE '没有影响|没有一个结果改变。' idle.html
| 没有影响
| 没有一个结果改变。

# Sweeps have a curve for each figure, seeking the values tried, a span its periods as lines.
$ zhidu whatif --sweep member.tier.from.gold=300:1200:300 --sweep member.voucher.least=1,5 --measure 'sum(voucher)' --as-of 2025-06-30 --by name --html sweep.html >/dev/null; tags() { grep -oE "<(svg|table|h1)[ >]" "$1" | sort | uniq -c | awk '{ print $1, $2 }'; }
> tags sweep.html; grep -c '&lt;script&gt;' sweep.html; grep -oE '<h1>[^<]*|<figcaption>[^<]*' sweep.html
| 1 <h1>
| 1 <svg
| 2 <table>
| 8
| <h1>扫描：等级起点、最低赠券额
| <figcaption>赠券额 合计
$ zhidu whatif --seek 'sum(voucher)>=60' --vary member.tier.from.gold=300:2000 --as-of 2025-06-30 --html seek.html >/dev/null; grep -oE '<(svg|table|h1)[ >]' seek.html | sort | uniq -c | awk '{ print $1, $2 }'
| 1 <h1>
| 1 <table>
$ rm -rf policies zhidu.db*; "$DATA/shop-months-records/fill"; zhidu set member M20 name='<script>'
$ zhidu whatif month.bonus month.grade --scenario spring --from 2025-03 --to 2025-06 --by name --html span.html >/dev/null; grep -oE '<(svg|table|h1)[ >]' span.html | sort | uniq -c | awk '{ print $1, $2 }'
| 1 <h1>
| 3 <svg
| 8 <table>
$ grep -c '<script' span.html; grep -c '&lt;script&gt;' span.html; grep -oE '<h[123]>[^<]*|<figcaption>[^<]*' span.html
| 0
| 2
| <h1>假设推演：四月起放宽，六月起再放宽
| <h2>总览
| <h2>月度返利
| <h3>返利
| <figcaption>逐期合计
| <h3>级别
| <figcaption>逐期合计
| <h3>按 name 分
| <h3>全程变动最大的对象
| <h2>月度等级
| <h3>等级
| <figcaption>逐期个数（实线为假设，虚线为现在）
| <h3>按 name 分
$ for page in sweep seek span; do grep -cE 'https?://|src=|href=|url\(|@import' $page.html; done
| 0
| 0
| 0
= 1
