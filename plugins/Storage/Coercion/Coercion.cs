using System.Collections.Immutable;
using System.Globalization;
using System.IO.Pipelines;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Coerces the attributes of one instance as it arrives, and writes down in it what they were (PS3.3 §C.12.1.1.9).</summary>
internal sealed class Coercion
{
    private readonly ImmutableArray<CoercionRule> _rules;
    private readonly SortedDictionary<Tag, DicomElement> _originals = [];
    private readonly CStoreRequest _request;
    private readonly DateTimeOffset _now;
    private readonly string _system;

    private Coercion(ImmutableArray<CoercionRule> rules, CStoreRequest request, DateTimeOffset now, string system)
    {
        (_rules, _request, _now, _system) = (rules, request, now, system);
        DataSet = DataSetEditor.Edit(
            request.Content,
            request.Context.PresentationContext.TransferSyntax,
            rules.Select(rule => rule.Tag).Distinct().Select(tag => new DataSetEdit(tag, element => Change(tag, element))),
            Tags.OriginalAttributesSequence,
            OriginalAttributes);
    }

    /// <summary>The data set as it is to be stored.</summary>
    public PipeReader DataSet { get; }

    /// <summary>The attributes that have been changed.</summary>
    public ImmutableArray<Tag> Changed => [.. _originals.Keys];

    /// <summary>The coercion of a request; null where no rule is for its caller.</summary>
    public static Coercion? Of(CStoreRequest request, CoercionRules rules, DateTimeOffset now, string system)
    {
        var all = rules.Of(request.Context.CallingAETitle);
        return all.IsEmpty ? null : new Coercion(all, request, now, system);
    }

    /// <summary>The first attribute that is not as the rules want it, because the data set is out of order; null for none.</summary>
    public Tag? FindMissed(DicomDataSet attributes)
    {
        foreach (var tag in _rules.Select(rule => rule.Tag).Distinct())
        {
            var element = attributes.TryGet(tag, out var found) ? found as DicomBytes : null;
            if (!IsSame(Apply(tag, element), element))
            {
                return tag;
            }
        }

        return null;
    }

    private DicomBytes? Change(Tag tag, DicomBytes? element)
    {
        var changed = Apply(tag, element);
        if (!IsSame(changed, element))
        {
            _originals[tag] = element ?? new DicomBytes(tag, DicomDictionary.GetVr(tag), default);
        }

        return changed;
    }

    private static bool IsSame(DicomBytes? one, DicomBytes? other) =>
        ReferenceEquals(one, other) || (one is not null && other is not null && one.Value.Span.SequenceEqual(other.Value.Span));

    private DicomBytes? Apply(Tag tag, DicomBytes? element)
    {
        foreach (var rule in _rules.Where(rule => rule.Tag == tag))
        {
            element = rule.Apply(element);
        }

        return element;
    }

    private DicomDataSet? OriginalAttributes()
    {
        if (_originals.Count == 0)
        {
            return null;
        }

        var originals = new DicomDataSetBuilder();
        foreach (var element in _originals.Values)
        {
            originals.Set(element);
        }

        return new DicomDataSetBuilder()
            .Add(Tags.ModifiedAttributesSequence, originals.Build())
            .Add(Tags.AttributeModificationDateTime, _now.UtcDateTime.ToString("yyyyMMddHHmmss'.'ffffff'+0000'", CultureInfo.InvariantCulture))
            .Add(Tags.ModifyingSystem, _system)
            .Add(Tags.SourceOfPreviousValues, _request.Context.CallingAETitle.Value)
            .Add(Tags.ReasonForTheAttributeModification, "COERCE")
            .Build();
    }
}
