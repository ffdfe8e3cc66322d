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
    private readonly List<DicomDataSet> _due = [];
    private readonly PriorityQueue<DicomDataSet, long> _oldest = new(); // the newest of them first, to be the first that goes

    /// <summary>The studies that a rule says.</summary>
    public IReadOnlyList<DicomDataSet> Due => _due;

    /// <summary>The studies that came first, the oldest first.</summary>
    public IReadOnlyList<DicomDataSet> Oldest => [.. _oldest.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];

    /// <summary>True where there were more than are chosen.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>True where anything could be said of a study, by what the catalog knows: only then the store is asked.</summary>
    public bool MayConcern(DicomDataSet found)
    {
        var modalities = found.GetStrings(Tags.ModalitiesInStudy);
        return settings.HighWaterGigabytes > 0 || _rules.Any(rule => rule.Days is not null && (rule.Modalities.IsEmpty || modalities.Any(rule.Modalities.Contains)));
    }

    /// <summary>By which rule a study is deleted; null for none.</summary>
    public string? DueBy(StudyFacts study) =>
        IsYoung(study) || RuleOf(study) is not { } rule || !rule.IsDue(study.StudyDate, study.ArrivedAt, now) ? null : $"the rule '{rule.Text}'.";

    /// <summary>Why a study is deleted where the store is too full; null where it is kept.</summary>
    public string? WaterBy(StudyFacts study) => IsYoung(study) || RuleOf(study) is { Days: null }
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"the store has more than {settings.HighWaterGigabytes} GB.");

    /// <summary>The rule that keeps a study always; null for none.</summary>
    public string? KeptBy(AETitle sender, IReadOnlyCollection<string> modalities) =>
        _rules.FirstOrDefault(rule => rule.Takes(sender, modalities)) is { Days: null } rule ? rule.Text : null;

    /// <summary>Takes a study into account.</summary>
    public void Consider(DicomDataSet found, StudyFacts study)
    {
        if (DueBy(study) is not null)
        {
            IsPartial |= _due.Count == Maximum;
            if (_due.Count < Maximum)
            {
                _due.Add(found);
            }
        }
        else if (settings.HighWaterGigabytes > 0 && WaterBy(study) is not null)
        {
            _oldest.Enqueue(found, -study.ArrivedAt.UtcTicks);
            if (_oldest.Count > Maximum)
            {
                _oldest.Dequeue();
            }
        }
    }

    private bool IsYoung(StudyFacts study) => study.ArrivedAt + settings.KeepAtLeast > now;

    private RetentionRule? RuleOf(StudyFacts study) => _rules.FirstOrDefault(rule => rule.Takes(study.Sender, study.Modalities));
}
