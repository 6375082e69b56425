/* Lets the n-th write, sync, truncate, create or unlink below one folder fail; preloaded by tests.

   fault_folder(path)           which files are counted
   fault_arm(n, sticky, error)  the n-th call from now fails (and, if sticky, all after it)
   fault_calls()                how many calls were counted since; arming starts anew
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[4096];
static int armed, sticky, failure, calls;
static char watched[65536];

void fault_folder(const char *path) { strncpy(folder, path, sizeof folder - 1); }
void fault_arm(int n, int all, int error) { armed = n; sticky = all; failure = error; calls = 0; }
int fault_calls(void) { return calls; }

static int below(const char *path) { return folder[0] && path && strstr(path, folder) != NULL; }
static int fails(void) {
    calls++;
    if (armed && (calls == armed || (sticky && calls > armed))) { errno = failure; return 1; }
    return 0;
}
static int held(int fd) { return fd >= 0 && fd < (int)sizeof watched && watched[fd]; }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPENER(name) \
    int name(const char *path, int flags, ...) { \
        mode_t mode = 0; \
        if (flags & O_CREAT) { va_list a; va_start(a, flags); mode = va_arg(a, mode_t); va_end(a); } \
        int ours = below(path); \
        if (ours && (flags & O_CREAT) && access(path, F_OK) != 0 && fails()) return -1; \
        int fd = REAL(name)(path, flags, mode); \
        if (fd >= 0 && fd < (int)sizeof watched) watched[fd] = ours; \
        return fd; \
    }
OPENER(open)
OPENER(open64)

#define GUARD(type, name, args, given) \
    type name args { if (held(fd) && fails()) return -1; return REAL(name) given; }
GUARD(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
GUARD(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o))
GUARD(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o))
GUARD(int, fsync, (int fd), (fd))
GUARD(int, fdatasync, (int fd), (fd))
GUARD(int, ftruncate, (int fd, off_t n), (fd, n))
GUARD(int, ftruncate64, (int fd, off64_t n), (fd, n))

int unlink(const char *path) {
    if (below(path) && fails()) return -1;
    return REAL(unlink)(path);
}
int close(int fd) {
    if (fd >= 0 && fd < (int)sizeof watched) watched[fd] = 0;
    return REAL(close)(fd);
}
