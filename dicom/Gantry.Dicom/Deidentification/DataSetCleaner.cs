using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>De-identifies one instance: the data set and what is in its items, each element by the rules.</summary>
/// <remarks>One caller at a time.</remarks>
internal sealed partial class DataSetCleaner(DeidentifierOptions options, Pseudonyms pseudonyms, int days)
{
    private readonly DeidentificationRules _rules = new(options.Profile);
    private readonly List<DeidentificationWarning> _warnings = [];

    public ImmutableArray<DeidentificationWarning> Warnings => [.. _warnings];

    public void Warn(Tag tag, string message)
    {
        if (!_warnings.Exists(warning => warning.Tag == tag))
        {
            _warnings.Add(new(tag, message));
        }
    }

    /// <exception cref="DeidentificationException">Items are nested deeper than can be written.</exception>
    public DicomDataSet Clean(DicomDataSet source, CleaningMode mode = CleaningMode.Table, int depth = 0)
    {
        if (depth > DataSetWriter.MaximumDepth)
        {
            throw new DeidentificationException($"Items are nested deeper than {DataSetWriter.MaximumDepth}.");
        }

        var safe = new SafePrivateBlocks(source, options);
        var cleaned = new List<DicomElement>(source.Count);
        foreach (var element in source)
        {
            if (CanStay(element.Tag, safe) && Clean(source, WithItems(source, element), mode, depth) is { } result)
            {
                cleaned.Add(result);
            }
        }

        return new DicomDataSet([.. cleaned], source.InheritedCharacterSet);
    }

    private static bool CanStay(Tag tag, SafePrivateBlocks safe) =>
        tag.IsPrivate ? safe.Contains(tag)
        : tag.Group is not (>= 0x5000 and <= 0x50FF) // curves
            && tag.Group is not (>= 0x6000 and <= 0x60FF) // of an overlay without its data the rest describes nothing
            && !tag.IsGroupLength
            && tag != Tags.DataSetTrailingPadding
            && DicomDictionary.GetChoice(tag) != VrChoice.None; // what nobody knows may be anything

    private DicomElement? Clean(DicomDataSet owner, DicomElement element, CleaningMode mode, int depth)
    {
        var action = _rules.ActionOf(element.Tag, out var basic);
        if (action == DeidentificationAction.None)
        {
            return Unnamed(owner, element, mode, depth);
        }

        if (action == DeidentificationAction.Clean)
        {
            if (element is DicomSequence { IsEmpty: false } sequence)
            {
                return WithCleanText(sequence, mode, depth);
            }

            if (Cleaned(owner, element) is { } clean)
            {
                return clean;
            }

            action = basic;
        }

        return Apply(DeidentificationRules.Resolve(action, element.IsEmpty), owner, element, mode, depth);
    }

    private DicomElement? Apply(DeidentificationAction action, DicomDataSet owner, DicomElement element, CleaningMode mode, int depth) => action switch
    {
        DeidentificationAction.Keep => element is DicomSequence sequence ? WithCleanItems(sequence, mode, depth) : element,
        DeidentificationAction.Zero => Identity(owner, element) ?? Empty(element),
        DeidentificationAction.Dummy => Identity(owner, element) ?? Dummy(owner, element, depth),
        DeidentificationAction.RemoveZeroOrReplaceUids => element is DicomSequence sequence ? WithCleanText(sequence, mode, depth) : null,
        DeidentificationAction.ReplaceUid => WithOtherUids(owner, element),
        _ => null,
    };

    private DicomElement? Unnamed(DicomDataSet owner, DicomElement element, CleaningMode mode, int depth)
    {
        var vr = VrOf(element);
        if (element is DicomSequence sequence)
        {
            return WithCleanItems(sequence, mode, depth);
        }

        if (element.Tag.IsPrivate)
        {
            return element; // it would not be here if it were not known to be safe
        }

        if (vr == Vr.UI)
        {
            return options.Has(ConfidentialityOptions.RetainUids) || KnownElements.IsUidOfClass(element.Tag) ? element : WithOtherUids(owner, element);
        }

        var stays = element.IsEmpty || mode switch
        {
            CleaningMode.Table => true,
            CleaningMode.FreeText => !(KnownElements.IsFreeText(vr) || vr == Vr.UN) || KnownElements.IsPublicCode(owner, element.Tag) || IsAccepted(owner, element),
            _ => KnownElements.IsStructure(vr),
        };
        return stays ? element : DummyValues.For(element, vr);
    }

    private DicomSequence WithCleanText(DicomSequence sequence, CleaningMode mode, int depth) =>
        WithCleanItems(sequence, mode == CleaningMode.Dummies ? mode : CleaningMode.FreeText, depth);

    private DicomSequence WithCleanItems(DicomSequence sequence, CleaningMode mode, int depth) =>
        new(sequence.Tag, [.. sequence.Items.Select(item => Clean(item, mode, depth + 1))]);

    private static Vr VrOf(DicomElement element) => element.Vr == Vr.UN || element.Vr.Code == 0 ? DicomDictionary.GetVr(element.Tag) : element.Vr;
}
