/* Types and numbers alone: the library of a token is opened when it is named. */
#include <p11-kit-1/p11-kit/pkcs11.h>
