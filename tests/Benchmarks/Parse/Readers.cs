namespace Gantry.Benchmarks.Parse;

/// <summary>Who reads what, and how.</summary>
internal static class Readers
{
    public static IReadOnlyList<Reader> OfAll { get; } =
    [
        Ours("Gantry, opened", "open"),
        Ours("Gantry, each value visited", "visit"),
        Ours("Gantry, each element made", "objects"),
        Dcmdump("dcmdump, all printed"),
        Dcmdump("dcmdump, one element printed", "+P", "0010,0020"),
        Pydicom("pydicom, each element visited", "all"),
        Cat,
    ];

    public static IReadOnlyList<Reader> OfHeaders { get; } =
    [
        Ours("Gantry, long values passed over", "header"),
        Ours("Gantry, stopped before pixel data", "stop"),
        Dcmdump("dcmdump -M, one element printed", "-M", "+P", "0010,0020"),
        Pydicom("pydicom, stopped before pixel data", "header"),
    ];

    // Reads and does nothing: what no reader of whole files can be faster than, by much.
    private static Reader Cat => new("cat, nothing parsed", Programs.Find("cat"), "coreutils", (files, count) => files.Files.Take(count), Share: 5);

    private static Reader Ours(string name, string mode) => new(
        name,
        Environment.ProcessPath,
        "Gantry",
        (files, count) => [typeof(Readers).Assembly.Location, "parse", "--read", mode, "--list", files.First(count)],
        TellsFigures: true,
        IsOurs: true);

    private static Reader Dcmdump(string name, params string[] options) =>
        new(name, Programs.Find("dcmdump"), "dcmtk", (files, count) => ["-q", .. options, .. files.Files.Take(count)], Share: 5);

    // Debian's interpreter, for it is Debian's package.
    private static Reader Pydicom(string name, string mode) => new(
        name,
        Directory.Exists("/usr/lib/python3/dist-packages/pydicom") ? "/usr/bin/python3" : null,
        "python3-pydicom",
        (files, count) => [Path.Combine(AppContext.BaseDirectory, "Parse", "pydicom_reading.py"), files.First(count), mode],
        Share: 50,
        TellsFigures: true);
}
