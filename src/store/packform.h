/*
 * What a packed block looks like: for the two files that write and read it.
 *
 * A version byte; the number of rows and of columns (varints); the keys, then
 * each column. A column is a byte that says its form, with the top bit set
 * where some rows are nil: then a bit a row says which are not. What follows
 * is for the rows that are not nil:
 *
 *   NIL     nothing: all rows are nil
 *   BOOL    a bit a row
 *   INT     the width in bytes (0 to 8), the least value (8 bytes), then the
 *           distance of each row from it in that width
 *   NUMBER  8 bytes a row, the bits of the double
 *   TEXT    a varint and bytes a row
 *   WORDS   the number of different texts (1 to 16), those texts, then half a
 *           byte a row, none when there is but one
 *   MIXED   a value a row with its tag in front, lists within lists
 *
 * All numbers have their lowest byte first.
 */
#ifndef ZD_STORE_PACKFORM_H
#define ZD_STORE_PACKFORM_H

#define ZD_PACK_VERSION 1
#define ZD_PACK_SOME_NIL 0x80
#define ZD_PACK_MOST_WORDS 16

enum zd_pack_form {
	ZD_FORM_NIL,
	ZD_FORM_BOOL,
	ZD_FORM_INT,
	ZD_FORM_NUMBER,
	ZD_FORM_TEXT,
	ZD_FORM_WORDS,
	ZD_FORM_MIXED,
};

#endif
