using System.Collections.Immutable;
using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>A study to which instances come.</summary>
/// <param name="Study">The study.</param>
/// <param name="LastReceivedAt">When the last one came.</param>
/// <param name="Expected">How many there are to be; null where nobody said.</param>
/// <param name="Caller">Who sent the last one.</param>
/// <param name="Called">As whom this server was called by those who sent them; the last titles where there are more than are kept.</param>
internal sealed record PendingStudy(Uid Study, DateTimeOffset LastReceivedAt, long? Expected, AETitle Caller, ImmutableArray<AETitle> Called)
{
    // Only a server that answers to any title can be called by more.
    private const int MaximumCalled = 16;

    /// <summary>What the file of the study has: EXPECTED|CALLER\CALLED\CALLED. No title has a backslash.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Expected}|{string.Join('\\', Called.Prepend(Caller).Select(title => title.Value))}");

    /// <summary>Reads what the file of a study has.</summary>
    public static PendingStudy Parse(Uid study, DateTimeOffset lastReceivedAt, string text)
    {
        var parts = text.Split('|', 2);
        var titles = (parts.Length > 1 ? parts[1] : "").Split('\\').Select(title => AETitle.TryParse(title, out var known) ? known : default).ToList();
        return new PendingStudy(
            study,
            lastReceivedAt,
            long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var expected) ? expected : null,
            titles[0],
            [.. titles.Skip(1).Where(title => !title.IsEmpty).Distinct()]);
    }

    /// <summary>The same, with what was noted of it before.</summary>
    public PendingStudy With(PendingStudy? before) => before is null
        ? this
        : this with { Expected = Expected ?? before.Expected, Called = [.. before.Called.Except(Called).Concat(Called).TakeLast(MaximumCalled)] };
}
