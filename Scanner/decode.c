/*
 * The door between JavaScript and zbar: an RGBA picture goes in, the bytes of each QR code in it come out.
 *
 * This file is HealthCode's. The zbar sources that build.sh links it with are LGPL-2.1-or-later and unchanged; build.sh
 * is all that it takes to make the file again from another version of them (README.md).
 *
 * The order of calls is: write width * height * 4 bytes to room(width, height), call scan(), then take the codes one
 * by one with next() and bytes(). Everything is valid until the next room().
 */
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <zbar.h>

#define EXPORT(name) __attribute__((export_name(#name)))

/* The longest side that is accepted: a picture of this size takes 64 MB. */
enum { LONGEST_SIDE = 4096 };

static uint8_t *pixels;
static zbar_image_t *image;
static zbar_image_scanner_t *scanner;
static const zbar_symbol_t *symbol;

void __wasm_call_ctors(void);

/* To be called once, before all else: WASI's name for the start of a module that has no main(). */
EXPORT(_initialize) void _initialize(void)
{
    __wasm_call_ctors();
    image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    scanner = zbar_image_scanner_create();
    /* Some phones and browsers turn a page to light on dark on their own. */
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_TEST_INVERTED, 1);
}

/* Makes room for an RGBA picture and returns where it goes, or null if a side is out of range or memory is short. */
EXPORT(room) uint8_t *room(int width, int height)
{
    symbol = NULL;
    free(pixels);
    pixels = NULL;
    if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE)
        return NULL;
    pixels = malloc((size_t)width * height * 4);
    if (pixels)
        zbar_image_set_size(image, width, height);
    return pixels;
}

/* Reads the picture in the room. Returns how many codes were found; below zero is an error. */
EXPORT(scan) int scan(void)
{
    if (!pixels)
        return -1;
    size_t count = (size_t)zbar_image_get_width(image) * zbar_image_get_height(image);
    /* Luma in place: a grey byte is written no later than the RGBA it comes from is read. ITU-R BT.601 weights / 256. */
    for (size_t i = 0; i < count; i++) {
        const uint8_t *rgba = pixels + 4 * i;
        pixels[i] = (77 * rgba[0] + 150 * rgba[1] + 29 * rgba[2]) >> 8;
    }
    zbar_image_set_data(image, pixels, count, NULL);
    return zbar_scan_image(scanner, image);
}

/* Steps to the next code and returns the length of its content in bytes, or -1 after the last. */
EXPORT(next) int next(void)
{
    symbol = symbol ? zbar_symbol_next(symbol) : zbar_image_first_symbol(image);
    return symbol ? (int)zbar_symbol_get_data_length(symbol) : -1;
}

/* The content of the code that next() stepped to. */
EXPORT(bytes) const char *bytes(void)
{
    return zbar_symbol_get_data(symbol);
}

/*
 * What follows takes the place of the C library's own, so that the module imports nothing from its host and carries no
 * tables: content is handed out as the bytes that it is, and JavaScript turns them into text.
 */

iconv_t iconv_open(const char *to, const char *from)
{
    return (iconv_t)1;
}

size_t iconv(iconv_t conversion, char **in, size_t *in_left, char **out, size_t *out_left)
{
    if (*in_left > *out_left) {
        errno = E2BIG;
        return (size_t)-1;
    }
    memcpy(*out, *in, *in_left);
    *in += *in_left;
    *out += *in_left;
    *out_left -= *in_left;
    *in_left = 0;
    return 0;
}

int iconv_close(iconv_t conversion)
{
    return 0;
}

/* zbar formats one thing, the name of a character set, for the iconv_open above, which does not look at it. */
int sprintf(char *restrict to, const char *restrict format, ...)
{
    *to = 0;
    return 0;
}

/* zbar stamps results for a cache that is off. */
int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    *now = (struct timeval){0};
    return 0;
}
