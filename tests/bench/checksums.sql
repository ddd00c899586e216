-- The checksum of a run: how many of each word, and the sums, from the relations r1 … r4 of its four policies.
SELECT 'value_class', value_class, count(*) FROM r1 GROUP BY 2;
SELECT 'behaviour', behaviour, count(*) FROM r2 GROUP BY 2;
SELECT 'eligibility', eligibility, count(*) FROM r3 GROUP BY 2;
SELECT 'approver', approver, count(*) FROM r3 GROUP BY 2;
SELECT 'sum', 'limit', sum("limit") FROM r3;
SELECT 'sum', 'commission', sum(commission) FROM r4;
SELECT 'sum', 'in_window', sum(in_window) FROM r4;
SELECT 'sum', 'score', sum(CAST(score * 1e6 AS INTEGER)) FROM r1;
