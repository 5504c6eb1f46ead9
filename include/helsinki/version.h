/* version.h: the release of the library. The build takes it from here, and so does the program. */
#ifndef HELSINKI_VERSION_H
#define HELSINKI_VERSION_H

#define HEL_VERSION "0.1.0"

#endif
