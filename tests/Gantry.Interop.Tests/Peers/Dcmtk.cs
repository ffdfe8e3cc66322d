using System.Globalization;
using System.Xml.Linq;

namespace Gantry.Interop.Tests;

/// <summary>DCMTK's command line tools as SCUs.</summary>
internal sealed class Dcmtk
{
    private readonly string _callingAETitle;

    private Dcmtk(string callingAETitle) => _callingAETitle = callingAETitle;

    public static Dcmtk OrSkip(string callingAETitle = "DCMTK")
    {
        foreach (var tool in (string[])["echoscu", "storescu", "findscu", "movescu", "getscu", "storescp"])
        {
            Programs.FindOrSkip(tool, "dcmtk");
        }

        return new Dcmtk(callingAETitle);
    }

    public Task<CommandResult> EchoAsync(int port, string called = GantryProcess.AETitle, int seconds = 10) =>
        RunAsync("echoscu", port, called, ["-to", Text(seconds), "-ta", Text(seconds), "-td", Text(seconds)]);

    /// <summary>Sends all files of a folder, on presentation contexts as given, and does not stop at the first that fails.</summary>
    public Task<CommandResult> StoreAsync(int port, string called, string profile, string folder) =>
        RunAsync("storescu", port, called, ["-v", "-nh", "+sd", "+r", "-xf", profile, "P", "-pdu", "131072"], folder);

    public Task<CommandResult> StoreAsync(int port, string folder, string called = GantryProcess.AETitle) =>
        RunAsync("storescu", port, called, ["-v", "-nh", "+sd", "+r", "-R"], folder);

    /// <summary>Queries, and reads the responses.</summary>
    /// <param name="port">Where to.</param>
    /// <param name="model"><c>-P</c> for Patient Root, <c>-S</c> for Study Root.</param>
    /// <param name="keys">As <c>PatientID=X</c>.</param>
    /// <returns>The elements of each response by keyword; a multi-valued one has its values joined by backslashes.</returns>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> FindAsync(int port, string model, params string[] keys)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("responses.xml");
        (await RunAsync("findscu", port, GantryProcess.AETitle, [model, "-Xs", file, .. Keys(keys)])).Succeeded();
        return
        [
            .. XDocument.Load(file).Descendants("data-set").Select(dataSet => (IReadOnlyDictionary<string, string>)dataSet.Elements("element")
                .GroupBy(element => (string)element.Attribute("name")!)
                .ToDictionary(group => group.Key, group => group.First().Value)),
        ];
    }

    public Task<CommandResult> MoveAsync(int port, string destination, string model, params string[] keys) =>
        RunAsync("movescu", port, GantryProcess.AETitle, ["-v", model, "-aem", destination, .. Keys(keys)]);

    /// <summary>Retrieves by C-GET.</summary>
    /// <param name="port">Where from.</param>
    /// <param name="preference">The transfer syntax that is proposed besides the uncompressed ones, as <c>+xs</c>.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="model"><c>-P</c> for Patient Root, <c>-S</c> for Study Root.</param>
    /// <param name="keys">As <c>StudyInstanceUID=X</c>.</param>
    public Task<CommandResult> GetAsync(int port, string preference, string folder, string model, params string[] keys) =>
        RunAsync("getscu", port, GantryProcess.AETitle, ["-v", model, preference, "+B", "-od", folder, .. Keys(keys)]);

    private static IEnumerable<string> Keys(string[] keys) => keys.SelectMany(key => (string[])["-k", key]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<CommandResult> RunAsync(string tool, int port, string called, IEnumerable<string> options, params string[] inputs)
    {
        var result = await Programs.RunAsync(Programs.Find(tool)!, ["-aet", _callingAETitle, "-aec", called, .. options, "127.0.0.1", Text(port), .. inputs]);
        if (result.ExitCode == 0 && called == GantryProcess.AETitle)
        {
            InteropReport.Note("DCMTK", "dcmtk", "C-" + tool[..^"scu".Length].ToUpperInvariant(), "SCU");
        }

        return result;
    }
}
