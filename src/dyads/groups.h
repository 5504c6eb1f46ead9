/* groups.h: sources with more than one block of columns. */
#ifndef HEL_DYADS_GROUPS_H
#define HEL_DYADS_GROUPS_H

enum { HEL_GROUP_GML = 1, HEL_GROUP_GML_INIT, HEL_GROUP_COW, HEL_GROUP_WAR };

#endif
