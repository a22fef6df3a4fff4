// Offers passes at a steady rate, whatever the server does (an open loop), and says how long the answers took, counted from
// the instant at which each request was due and not from when a connection came free for it.
//
//     SteadyLoad PORT REQUESTS_FILE RATE SECONDS CONNECTIONS
//
// Each line of the file is a session token, a space, and the JSON body of one pass.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    int socket;
    double due;  // of the request that it carries
    size_t filled;
    char answer[16384];
} Connection;

typedef struct {
    char *rest, *end;  // what of the file is not sent yet
    double began, rate;
    long total, sent, answered, refused;
    double *times;
    Connection *connections;
    int *free, free_count;
    int epoll;
} Load;

static void fail(const char *what) {
    fprintf(stderr, "SteadyLoad: %s\n", what);
    exit(3);
}

static double now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static double due(const Load *load) { return load->began + load->sent / load->rate; }

static void send_next(Load *load) {
    char request[2048];
    char *end = memchr(load->rest, '\n', load->end - load->rest);
    char *space = end ? memchr(load->rest, ' ', end - load->rest) : NULL;
    if (!space) fail("the file has fewer requests than the schedule");
    int session = space - load->rest, body = end - space - 1;
    int length = snprintf(
        request, sizeof request,
        "POST /api/v1/passes HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        "Authorization: Bearer %.*s\r\nContent-Length: %d\r\n\r\n%.*s",
        session, load->rest, body, body, space + 1);
    int index = load->free[--load->free_count];
    Connection *connection = &load->connections[index];
    connection->due = due(load);
    connection->filled = 0;
    if (write(connection->socket, request, length) != length) fail("a request was not sent");
    load->rest = end + 1;
    load->sent++;
}

// The whole length of the answer, or 0 while its headers are not complete.
static size_t answer_length(Connection *connection) {
    connection->answer[connection->filled] = 0;
    char *body = strstr(connection->answer, "\r\n\r\n");
    if (!body) return 0;
    char *length = strcasestr(connection->answer, "\r\ncontent-length:");
    if (!length || length > body) fail("an answer has no length");
    return body + 4 - connection->answer + strtoul(length + 17, NULL, 10);
}

static void receive(Load *load, int index) {
    Connection *connection = &load->connections[index];
    size_t room = sizeof connection->answer - 1 - connection->filled;
    ssize_t count = read(connection->socket, connection->answer + connection->filled, room);
    if (count <= 0) fail("the server closed a connection");
    connection->filled += count;
    size_t length = answer_length(connection);
    if (length == 0 || connection->filled < length) return;
    if (strncmp(connection->answer, "HTTP/1.1 201", 12) != 0) {
        if (load->refused++ == 0) fprintf(stderr, "%.*s\n", (int)length, connection->answer);
    }
    load->times[load->answered++] = now(CLOCK_MONOTONIC) - connection->due;
    load->free[load->free_count++] = index;
}

static void open_connections(Load *load, int port, int count) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    load->connections = calloc(count, sizeof *load->connections);
    load->free = calloc(count, sizeof *load->free);
    load->epoll = epoll_create1(0);
    for (int index = 0; index < count; index++) {
        int one = 1, socket_ = socket(AF_INET, SOCK_STREAM, 0);
        setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (connect(socket_, (struct sockaddr *)&address, sizeof address) != 0) fail("the server cannot be reached");
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = index};
        epoll_ctl(load->epoll, EPOLL_CTL_ADD, socket_, &event);
        load->connections[index].socket = socket_;
        load->free[load->free_count++] = index;
    }
}

// Has every connection accepted before the schedule begins: collectors stay connected, and what is measured is a load that
// is steady, not its first moment.
static void use_connections(Load *load, int count) {
    const char request[] = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    for (int index = 0; index < count; index++) {
        int length = sizeof request - 1;
        if (write(load->connections[index].socket, request, length) != length) fail("a request was not sent");
    }
    for (int index = 0; index < count; index++) {
        Connection *connection = &load->connections[index];
        size_t length = 0;
        while (length == 0 || connection->filled < length) {
            size_t room = sizeof connection->answer - 1 - connection->filled;
            ssize_t got = read(connection->socket, connection->answer + connection->filled, room);
            if (got <= 0) fail("the server closed a connection");
            connection->filled += got;
            length = answer_length(connection);
        }
    }
}

static void run(Load *load) {
    struct epoll_event events[256];
    load->began = now(CLOCK_MONOTONIC);
    while (load->answered < load->total) {
        double wait = 1;
        while (load->sent < load->total && load->free_count > 0) {
            wait = due(load) - now(CLOCK_MONOTONIC);
            if (wait > 0) break;
            send_next(load);
            wait = 1;
        }
        struct timespec time = {.tv_sec = (time_t)wait, .tv_nsec = (long)((wait - (time_t)wait) * 1e9)};
        int count = epoll_pwait2(load->epoll, events, 256, &time, NULL);
        for (int index = 0; index < count; index++) receive(load, events[index].data.u32);
        if (now(CLOCK_MONOTONIC) > load->began + load->total / load->rate + 30) fail("the server does not keep up at all");
    }
}

static int ascending(const void *one, const void *other) {
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

int main(int count, char **arguments) {
    if (count != 6) fail("usage: SteadyLoad PORT REQUESTS_FILE RATE SECONDS CONNECTIONS");
    Load load = {.rate = atof(arguments[3])};
    load.total = load.rate * atof(arguments[4]);
    load.times = calloc(load.total, sizeof *load.times);
    int file = open(arguments[2], O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) fail("the file of requests cannot be read");
    load.rest = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    load.end = load.rest + status.st_size;
    open_connections(&load, atoi(arguments[1]), atoi(arguments[5]));
    use_connections(&load, atoi(arguments[5]));
    run(&load);
    double took = now(CLOCK_MONOTONIC) - load.began;
    qsort(load.times, load.total, sizeof *load.times, ascending);
    printf("answered %ld\nrefused %ld\nper_second %.1f\n", load.answered, load.refused, load.answered / took);
    printf("p50_seconds %.6f\n", load.times[load.total / 2]);
    printf("p99_seconds %.6f\n", load.times[load.total * 99 / 100]);
    printf("longest_seconds %.6f\n", load.times[load.total - 1]);
    printf("core_seconds %.3f\n", now(CLOCK_PROCESS_CPUTIME_ID));
    return 0;
}
