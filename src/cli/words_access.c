/* The catalogue of who acts, and what is kept secret. */
#include "cli/words.h"

#include <stddef.h>

const struct words words_of_access[] = {
	{"who you are to the book, and what you may do", "您在账簿中是谁，可以做什么"},
	{"The login is the operating system's. The release in force says which people have it, which roles they\nhold, "
	 "and what those may do with each area of data: of their own branch, and of others.",
	 "账号取自操作系统。有效的版本说明哪位人员有此账号、有哪些角色，以及对各类资料可以做什么：\n"
	 "本单位的，和其他单位的。"},
	{"the rights for this purpose", "为此用途的权限"},
	{"login, person, branch, roles, and rights by area", "账号、人员、单位、角色，以及各类资料的权限"},
	{"Sensitive fields are masked, and masked values are refused by an import; --reveal writes them as they "
	 "are,\nfor those who may see them so, and puts on record who, what and why.",
	 "敏感字段遮盖后写出，遮盖过的值不能再导入；--reveal 按原样写出，\n限有权查看的人，并记录何人、何物、何用。"},
	{"sensitive fields as they are, for those who may see them so; it is put on record",
	 "敏感字段按原样，限有权查看的人，并予记录"},
	{"what they are revealed for", "查看的用途"},
	{"with what is sensitive", "连同敏感字段"},
	{"only the record, sensitive fields too", "只是记录本身，连同敏感字段"},
	{"who was shown sensitive fields as they are, when and what for", "何人何时为何查看过敏感字段的原值"},
	{"the last so many; without it all", "最近若干次，不写则全部"},
	{"the last ones", "最近的"},
	{"makes the book's first key, and encrypts what is sensitive", "建立账簿的第一把密钥，并加密敏感字段"},
	{"Keys lie in the keyring: the file $ZHIDU_KEYS, or zhidu/keys in the user's configuration folder. The "
	 "book\nknows them by their ids only. `zhidu init` and `zhidu migrate` do the same where the pack has "
	 "sensitive fields.",
	 "密钥放在密钥环中：$ZHIDU_KEYS 所指的文件，或用户配置文件夹中的 zhidu/keys。账簿只知道密钥的编号。\n"
	 "规则包有敏感字段时，“zhidu init”和“zhidu migrate”也会这样做。"},
	{"a book from before", "以前的账簿"},
	{"the keys of the book, and how many values each has sealed", "账簿的密钥，各加密了多少个值"},
	{"and whether the keyring has them", "以及密钥环中有没有"},
	{"a new key; every sensitive value is encrypted anew", "换一把新密钥，重新加密全部敏感字段"},
	{"All or none. Old keys stay in the keyring, for backups. Whoever else has a keyring needs the new key.",
	 "要么全部，要么不换。旧密钥留在密钥环中，供备份使用。别人的密钥环也要有新密钥。"},
	{"once a year, and when somebody who had the keyring leaves", "每年一次，以及有密钥环的人离开时"},
	{"a new key is in use; %llu values were sealed anew", "已启用新密钥，重新加密 %llu 个值"},
	{"the book's keys into a new keyring, for somebody else or a safe",
	 "把账簿的密钥写入新的密钥环，交给别人或存入保险柜"},
	{"kept apart from the backups", "与备份分开存放"},
	{"keys written: %llu; whoever has the file can read what is sensitive",
	 "写出密钥 %llu 把；有此文件的人就能读敏感字段"},
	{"the book's keys from another keyring into yours", "把另一个密钥环中本账簿的密钥收入您的密钥环"},
	{"those of this book", "本账簿的"},
	{"keys of this book taken into the keyring: %llu", "已收入本账簿的密钥 %llu 把"},
	{NULL, NULL},
};
