# What cannot be written is an error, also when little was written.
$ zhidu --version > /dev/full
! zhidu: standard output cannot be written: No space left on device
= 3
$ zhidu help > /dev/full
! zhidu: standard output cannot be written: No space left on device
= 3
$ zhidu --version >&-
! zhidu: standard output cannot be written: Bad file descriptor
= 3
# How the system puts it depends on how much was written before.
$ zhidu help --man 2>err > /dev/full; status=$?; sed 's/written: .*/written/' err; exit $status
| zhidu: standard output cannot be written
= 3

# Who reads no further ends the program quietly.
$ zhidu help --man | head -n 1 | cut -c 1-11
| .TH ZHIDU 1

# Without a terminal there is no colour, and NO_COLOR needs no terminal.
$ zhidu help run | grep -c "$(printf '\033')"
| 0
= 1
$ NO_COLOR=1 zhidu help run | grep -c "$(printf '\033')"
| 0
= 1
