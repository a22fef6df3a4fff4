/* What zbar's own ./configure would have written, for a build that reads QR codes and nothing else. */
#ifndef HEALTHCODE_ZBAR_CONFIG_H
#define HEALTHCODE_ZBAR_CONFIG_H

#define HAVE_INTTYPES_H 1
#define HAVE_SYS_TIME_H 1
#define ENABLE_QRCODE 1

/* There is no terminal in a browser: without messages, assertions and counters no stdio is linked. */
#define ZNO_MESSAGES 1
#define NDEBUG 1
#define NO_STATS 1

#endif
