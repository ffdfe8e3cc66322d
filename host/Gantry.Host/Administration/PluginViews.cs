using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Plugins.Faults;
using Gantry.Host.Plugins.Health;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Administration;

/// <summary>Makes what the admin API shows of plugins.</summary>
internal static class PluginViews
{
    public static PluginsView All(PluginRegistry registry, RetiredGenerations retired) =>
        new([.. registry.Slots.Select(Of)], [.. retired.List().Select(Of)]);

    public static PluginView Of(PluginSlot slot)
    {
        var generation = slot.Current;
        return new PluginView(
            slot.Id,
            generation?.Manifest.Version,
            generation?.Number,
            State(slot, generation).ToString(),
            slot.Folder,
            generation?.Manifest.Description,
            generation?.Manifest.Provides ?? [],
            generation?.Manifest.Requires ?? [],
            [.. slot.Routes?.Handlers.Select(Describe) ?? []],
            generation?.Operations ?? 0,
            slot.Refusal ?? Remark(generation?.Quarantine) ?? Remark(slot),
            slot.PreviousCopy is not null,
            generation?.Quarantine.Faults ?? 0,
            generation?.Quarantine.LastFault,
            generation?.Quarantine.Until,
            generation?.OldestOperation?.TotalSeconds,
            generation?.AbandonedOperations ?? 0,
            slot.Canary is { } canary ? Of(canary) : null,
            Of(generation?.Health),
            Of(generation?.Steps),
            slot.Attempt is { } attempt ? new AttemptView(attempt.Version, attempt.Number, Of(attempt.Steps)) : null,
            new OfferView(slot.OfferDifference.Came, slot.OfferDifference.Went),
            generation?.Signature is { } signature ? new SignatureView(signature.Signer, signature.Thumbprint, signature.ValidUntil) : null,
            generation is not null && slot.Routes is { PerformsOperations: true });
    }

    public static FolderView Of(FolderReport report) => new(
        report.Id,
        report.Version,
        report.Findings.All(finding => finding.Severity != FindingSeverity.Error),
        [.. report.Findings.Select(finding => new FindingView(finding.Severity.ToString(), finding.Text))]);

    private static RetiredView Of(RetiredGeneration retired) => new(
        retired.Id, retired.Version, retired.Number, retired.RetiredAt, retired.UnloadedAt, retired.CollectedAt, retired.Operations,
        retired.OldestOperation?.TotalSeconds, retired.AbandonedOperations, retired.IsKept, Of(retired.Steps));

    private static CanaryView Of(Canary canary) => new(
        canary.Generation.Manifest.Version, canary.Generation.Number, canary.Rule.ToString(), canary.Generation.Operations,
        canary.Generation.Health.Operations, Of(canary.Generation.Health), Of(canary.Generation.Steps));

    private static IReadOnlyList<HealthView> Of(GenerationHealth? health) =>
        [.. health?.Read().Select(each => new HealthView(each.Command, each.Operations, each.Failures, each.Faults, each.Median.TotalMilliseconds)) ?? []];

    private static IReadOnlyList<StepView> Of(StepTimes? steps) =>
        [.. steps?.All.Select(step => new StepView(step.Name, step.Duration.TotalMilliseconds, step.GoesOn)) ?? []];

    private static string? Remark(Quarantine? quarantine) => quarantine?.Until is { } until
        ? string.Create(CultureInfo.InvariantCulture, $"In quarantine until {until:HH:mm:ss} UTC after {quarantine.Faults} faults, the last: {quarantine.LastFault}")
        : null;

    /// <summary>The state that an administrator sees.</summary>
    public static PluginState State(PluginSlot slot, PluginGeneration? generation) =>
        generation is null ? slot.State
        : slot.IsPaused ? PluginState.Paused
        : generation.Quarantine.Until is not null ? PluginState.Quarantined
        : generation.AbandonedOperations > 0 ? PluginState.Hung
        : slot is { State: PluginState.Serving, WaitsFor.Count: > 0 } ? PluginState.Waiting
        : slot.State;

    private static string? Remark(PluginSlot slot)
    {
        if (slot.IsPaused)
        {
            return "Its operations are refused until an administrator resumes it.";
        }

        if (slot.WaitsFor.Count > 0)
        {
            return $"Waits for {string.Join(", ", slot.WaitsFor)}, which no plugin provides.";
        }

        return slot.IsFolderGone ? "Its folder is gone; it serves from the host's own copy until it is unloaded or the host restarts." : null;
    }

    private static string Describe(HandlerRoute route)
    {
        var command = route.Command.ToString();
        var classes = route.SopClasses.Select(uid => Shorten(DicomUidRegistry.GetName(uid))).Order(StringComparer.Ordinal);
        var all = route.Group == SopClassGroup.None ? classes : classes.Prepend($"every {route.Group} SOP class");
        return $"{command[0]}-{command[1..].ToUpperInvariant()} of {string.Join(", ", all)}";
    }

    // The command says FIND, MOVE or GET already.
    private static string Shorten(string name)
    {
        var end = name.IndexOf(" Query/Retrieve Information Model", StringComparison.Ordinal);
        return end < 0 ? name : name[..end];
    }
}
