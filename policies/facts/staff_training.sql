/*
subject: staff
gives:
  employed:          {type: bool, title: 在职, default: false}
  course_started:    {type: date, title: 岗前培训开始}
  course_days:       {type: int, title: 岗前培训天数, unit: 天}
  course_passed:     {type: bool, title: 岗前考试合格}
  failed_exams:      {type: int, title: 岗前考试不合格次数, default: 0}
  mentored_from:     {type: date, title: 跟随老员工起始日}
  promotion_courses: {type: int, title: 本年已参加激励晋升培训次数, default: 0}
  promotion_level:   {type: enum, enum: training_level, title: 已完成的晋升课程}
clause: D18 4.2, D08 2.2
*/
-- The latest course before work, as it stood on the last day; a course that ended later was still running.
WITH course AS (
  SELECT staff, started_on, CASE WHEN ended_on <= :as_of THEN ended_on END AS ended_on,
         CASE WHEN ended_on <= :as_of THEN exam_passed END AS exam_passed,
         row_number() OVER (PARTITION BY staff ORDER BY started_on DESC, id DESC) AS latest
  FROM training_record
  WHERE course = 'induction' AND started_on <= :as_of
), attended AS (
  SELECT staff,
         count(*) FILTER (WHERE course = 'induction' AND ended_on <= :as_of AND NOT exam_passed) AS failed,
         min(started_on) FILTER (WHERE course = 'mentoring') AS mentored_from,
         count(*) FILTER (WHERE course = 'promotion' AND started_on >= date(:as_of, 'start of year')) AS promotions,
         max(CASE level WHEN 'basic' THEN 1 WHEN 'middle' THEN 2 WHEN 'advanced' THEN 3 END) -- fixed: 级别的次序
           FILTER (WHERE course = 'promotion' AND ended_on <= :as_of AND exam_passed) AS level
  FROM training_record
  WHERE started_on <= :as_of
  GROUP BY staff
)
SELECT s.id,
       1 AS employed,
       c.started_on AS course_started,
       CAST(julianday(c.ended_on) - julianday(c.started_on) AS INTEGER) + 1 AS course_days,
       c.exam_passed AS course_passed,
       coalesce(a.failed, 0) AS failed_exams,
       a.mentored_from,
       coalesce(a.promotions, 0) AS promotion_courses,
       CASE a.level WHEN 1 THEN 'basic' WHEN 2 THEN 'middle' WHEN 3 THEN 'advanced' END AS promotion_level -- fixed: 级别的次序
FROM staff s
LEFT JOIN course c ON c.staff = s.id AND c.latest = 1
LEFT JOIN attended a ON a.staff = s.id
WHERE (s.joined_on IS NULL OR s.joined_on <= :as_of) AND (s.left_on IS NULL OR s.left_on >= :as_of)
