using System.Globalization;

namespace Gantry.Tools.PTBurnSimulator;

/// <summary>A job: what it asks for, and how far it is.</summary>
internal sealed class SimulatedJob(string name, KeyLines keys, DateTimeOffset created)
{
    private static readonly string[] Printable = [".STD", ".JPG", ".BMP", ".PRN"];

    public string Name { get; } = name;

    public KeyLines Keys { get; } = keys;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset? Started { get; set; }

    public DateTimeOffset? Completed { get; set; }

    public string Id => Keys.Get("JobID") is { Length: > 0 } id ? id : Name;

    public string Client => Keys.Get("ClientID") is { Length: > 0 } client ? client : "Unknown";

    public int Copies => Number("Copies", 1);

    public int Importance => Number("Importance", 4);

    public int Bin => Number("BinID", 0);

    public string Label => Keys.Get("PrintLabel");

    public bool IsHeld => Keys.Is("LoadUnloadOverride");

    public SimulatedRobot? Robot { get; set; }

    /// <summary>JobState: 0 not started, 1 running, 2 done, 3 failed.</summary>
    public int State { get; set; }

    /// <summary>CurrentStatusState and CurrentStatus.</summary>
    public (int Number, string Text) Doing { get; set; } = (14, "Initializing");

    public int Error { get; set; }

    public int Good { get; set; }

    public int Bad { get; set; }

    public int RejectsInARow { get; set; }

    public List<(int Disc, int Error)> DiscErrors { get; } = [];

    public List<SimulatedDisc> Discs { get; } = [];

    public int DiscsStarted { get; set; }

    /// <summary>The error of a job that cannot be performed; 0 for one that can.</summary>
    public int Check(Func<string, string> resolve)
    {
        var (images, data) = (Keys.All("ImageFile"), Keys.All("Data"));
        return Copies is < 1 or > 10_000 || Importance is < 0 or > 400 ? 25
            : images.Count + data.Count > 99 ? 5
            : images.Count + data.Count == 0 && Label.Length == 0 ? 6
            : images.Count > 0 && data.Count > 0 ? 21
            : Id.Length > 32 || Keys.Get("VolumeName").Length > 32 || Keys.All("MergeField").Any(field => field.Length > 260) ? 39
            : images.Any(image => !File.Exists(resolve(image))) || data.Any(one => !Path.Exists(resolve(one))) ? 4
            : Label.Length > 0 && !Printable.Contains(Path.GetExtension(Label).ToUpperInvariant()) ? 7
            : Label.Length > 0 && !File.Exists(resolve(Label)) ? 29
            : 0;
    }

    private int Number(string key, int usual) => int.TryParse(Keys.Get(key), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
