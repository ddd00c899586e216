# The manual page comes from the tables.
$ zhidu help --man | grep '^\.S[HS]'
| .SH NAME
| .SH SYNOPSIS
| .SH DESCRIPTION
| .SH OPTIONS OF ALL COMMANDS
| .SH COMMANDS
| .SS init
| .SS import
| .SS export
| .SS add
| .SS set
| .SS show
| .SS list
| .SS check
| .SS test
| .SS eval
| .SS run
| .SS close
| .SS closes
| .SS adjustments
| .SS explain
| .SS whatif
| .SS whatif compare
| .SS param list
| .SS param get
| .SS param origin
| .SS param set
| .SS publish
| .SS releases
| .SS impact
| .SS diff
| .SS rollback
| .SS release key
| .SS release export
| .SS release import
| .SS release trust
| .SS decisions
| .SS pending
| .SS approve
| .SS reject
| .SS failures
| .SS runs
| .SS replay
| .SS audit
| .SS report
| .SS policies
| .SS entities
| .SS facts
| .SS branches
| .SS branch diff
| .SS whoami
| .SS fmt
| .SS new policy
| .SS new entity
| .SS stubs
| .SS reveals
| .SS keys init
| .SS keys list
| .SS keys rotate
| .SS keys export
| .SS keys import
| .SS migrate
| .SS doctor
| .SS backup
| .SS restore
| .SS completion
| .SS help
| .SH EXIT STATUS
| .SH FINDINGS
| .SH ENVIRONMENT
| .SH FILES
$ zhidu help --man | sed -n '/^\.SS param set/,/^\.SS/p'
| .SS param set
| .B zhidu param set NAME VALUE [options]
| .PP
| changes a value in the files of the pack.
| .PP
| Everything else in the file stays as it is. A guardrail that the value breaks stops the change.
| .TP
| \fB\-\-branch\fR \fIBRANCH\fR
| only for this branch.
| .TP
| \fB\-\-from\fR \fIDATE\fR
| in force from that day; without it the single value is replaced.
| .TP
| \fB\-\-why\fR \fITEXT\fR
| why, kept beside the value.
| .PP
| a new value from a day on:
| .PP
| .nf
| .RS
| zhidu param set item.class.limit 90 \-\-from 2026\-01\-01
| .RE
| .fi
| .PP
| for one branch:
| .PP
| .nf
| .RS
| zhidu param set item.class.limit 80 \-\-branch north \-\-why 'small shops'
| .RE
| .fi
| .SS publish
$ zhidu help --man | sed -n '/^\.SH EXIT/,/^\.SH FINDINGS/p'
| .SH EXIT STATUS
| .TP
| 0
| done
| .TP
| 1
| the pack has findings, or cases failed
| .TP
| 2
| wrong usage
| .TP
| 3
| bad input data; no such record, name or file; a file or folder could not be read or written; the book is missing, damaged, foreign or of another version
| .TP
| 4
| a policy failed; a policy was stopped by its limits
| .TP
| 5
| a guardrail refused; a permission refused
| .TP
| 6
| replay or audit found a difference
| .TP
| 70
| a bug in zhidu
| .SH FINDINGS
