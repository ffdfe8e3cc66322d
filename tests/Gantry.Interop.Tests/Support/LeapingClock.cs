using System.Buffers.Binary;

namespace Gantry.Interop.Tests;

/// <summary>A clock of the day for a process, which can be set ahead and back while it runs: a library that is loaded before all others. Time that passes is the system's.</summary>
internal sealed class LeapingClock
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <time.h>
        #include <unistd.h>
        static volatile long *offset;
        static int (*real)(clockid_t, struct timespec *);
        __attribute__((constructor)) static void begin(void)
        {
            int file = open(getenv("LEAPING_CLOCK"), O_RDONLY);
            offset = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
            close(file);
        }
        int clock_gettime(clockid_t clock, struct timespec *now)
        {
            if (!real)
                real = dlsym(RTLD_NEXT, "clock_gettime");
            int result = real(clock, now);
            if (result == 0 && clock == CLOCK_REALTIME && offset && offset != MAP_FAILED)
                now->tv_sec += *offset;
            return result;
        }
        """;

    private readonly string _offset;

    private LeapingClock(string offset, string library) => (_offset, Environment) = (offset, new Dictionary<string, string> { ["LD_PRELOAD"] = library, ["LEAPING_CLOCK"] = offset });

    /// <summary>What the process is started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Makes one that tells the right time; the test is skipped where there is no compiler.</summary>
    public static async Task<LeapingClock> MakeAsync(TemporaryFolder folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The clock of a process can be set on Linux alone.");
        var compiler = Programs.FindOrSkip("cc", "gcc");
        var (source, library, offset) = (folder.File("clock.c"), folder.File("clock.so"), folder.File("offset"));
        await File.WriteAllTextAsync(source, Source, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(offset, new byte[sizeof(long)], TestContext.Current.CancellationToken);
        (await Programs.RunAsync(compiler, ["-shared", "-fPIC", "-o", library, source, "-ldl"])).Succeeded();
        return new LeapingClock(offset, library);
    }

    /// <summary>Sets it ahead of the right time, or behind it.</summary>
    public void Set(TimeSpan ahead)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)ahead.TotalSeconds);
        using var file = new FileStream(_offset, FileMode.Open, FileAccess.Write); // the same file: it is mapped
        file.Write(bytes);
    }
}
