using System.Collections.Immutable;
using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Plugins.Retention;

/// <summary>Chooses studies by the rules, and the oldest of those that no rule keeps. Bounded, whatever the catalog holds.</summary>
internal sealed class RetentionChoice(RetentionSettings settings, DateTimeOffset now)
{
    /// <summary>The most studies of each sort that a run deletes; the next run goes on.</summary>
    public const int Maximum = 10_000;

    private readonly ImmutableArray<RetentionRule> _rules = [.. settings.Rules.Select(RetentionRule.Parse)];
    private readonly List<ChosenStudy> _due = [];
    private readonly OldestStudies _oldest = new();
    private readonly Dictionary<string, OldestStudies> _oldestOn = [];
    private readonly Dictionary<string, long> _used = [];

    /// <summary>The quotas of volumes.</summary>
    public ImmutableArray<VolumeQuota> Quotas { get; } = [.. settings.VolumeQuotas.Select(VolumeQuota.Parse)];

    /// <summary>Of which instances the store is asked for the volume, to choose.</summary>
    public VolumeReading Reading => !Quotas.IsEmpty ? VolumeReading.All : _rules.Any(rule => rule.Volume.Length > 0) ? VolumeReading.Last : VolumeReading.None;

    /// <summary>The studies that a rule says.</summary>
    public IReadOnlyList<ChosenStudy> Due => _due;

    /// <summary>The studies that came first, the oldest first.</summary>
    public IReadOnlyList<ChosenStudy> Oldest => _oldest.Listed;

    /// <summary>Those with anything on a volume that has a quota.</summary>
    public IReadOnlyList<ChosenStudy> OldestOn(string volume) => _oldestOn.TryGetValue(volume, out var oldest) ? oldest.Listed : [];

    /// <summary>The bytes of the studies that were looked at on such a volume, less those that were deleted.</summary>
    public long UsedOn(string volume) => _used.GetValueOrDefault(volume);

    /// <summary>True where there were more than are chosen.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>True where anything could be said of a study, by what the catalog knows: only then the store is asked.</summary>
    public bool MayConcern(DicomDataSet found)
    {
        var modalities = found.GetStrings(Tags.ModalitiesInStudy);
        return settings.HighWaterGigabytes > 0 || !Quotas.IsEmpty || _rules.Any(rule => rule.Days is not null && (rule.Modalities.IsEmpty || modalities.Any(rule.Modalities.Contains)));
    }

    /// <summary>By which rule a study is deleted; null for none.</summary>
    public string? DueBy(StudyFacts study) =>
        IsYoung(study) || RuleOf(study) is not { } rule || !rule.IsDue(study.StudyDate, study.ArrivedAt, now) ? null : $"the rule '{rule.Text}'.";

    /// <summary>Why a study is deleted where the store is too full; null where it is kept.</summary>
    public string? WaterBy(StudyFacts study) => IsYoung(study) || RuleOf(study) is { Days: null }
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"the store has more than {settings.HighWaterGigabytes} GB.");

    /// <summary>Why a study is deleted where a volume is too full; null where it is kept, or has nothing there.</summary>
    public string? QuotaBy(StudyFacts study, VolumeQuota quota) =>
        IsYoung(study) || RuleOf(study) is { Days: null } || !study.Volumes.ContainsKey(quota.Volume) ? null : $"the volume {quota.Volume} has more than its quota '{quota.Text}'.";

    /// <summary>The rule that keeps a study always; null for none.</summary>
    public string? KeptBy(AETitle sender, IReadOnlyCollection<string> modalities, IReadOnlyCollection<string> volumes) =>
        _rules.FirstOrDefault(rule => rule.Takes(sender, modalities, volumes)) is { Days: null } rule ? rule.Text : null;

    /// <summary>Takes a study into account.</summary>
    public void Consider(DicomDataSet found, StudyFacts study)
    {
        var chosen = new ChosenStudy(found, Quotas.IsEmpty ? ImmutableDictionary<string, long>.Empty : study.Volumes);
        Use(chosen, +1);
        if (DueBy(study) is not null)
        {
            IsPartial |= _due.Count == Maximum;
            if (_due.Count < Maximum)
            {
                _due.Add(chosen);
            }

            return;
        }

        foreach (var quota in Quotas.Where(quota => QuotaBy(study, quota) is not null))
        {
            if (!_oldestOn.TryGetValue(quota.Volume, out var oldest))
            {
                _oldestOn.Add(quota.Volume, oldest = new OldestStudies());
            }

            oldest.Add(chosen, study.ArrivedAt);
        }

        if (settings.HighWaterGigabytes > 0 && WaterBy(study) is not null)
        {
            _oldest.Add(chosen, study.ArrivedAt);
        }
    }

    /// <summary>Takes note that a study is deleted, or would be.</summary>
    public void Free(ChosenStudy study) => Use(study, -1);

    private void Use(ChosenStudy study, int sign)
    {
        foreach (var (volume, bytes) in study.Volumes)
        {
            _used[volume] = UsedOn(volume) + (sign * bytes);
        }
    }

    private bool IsYoung(StudyFacts study) => study.ArrivedAt + settings.KeepAtLeast > now;

    private RetentionRule? RuleOf(StudyFacts study) => _rules.FirstOrDefault(rule => rule.Takes(study.Sender, study.Modalities, study.Volumes.Keys));
}
