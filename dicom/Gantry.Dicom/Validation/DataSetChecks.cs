using System.Globalization;

namespace Gantry.Dicom;

/// <summary>What is wrong with the elements of a data set.</summary>
internal sealed class DataSetChecks(FindingList findings)
{
    private const int MaximumDepth = 128;

    private readonly ElementPath _path = new();

    public void Check(DicomDataSet dataSet)
    {
        CheckCharacterSet(dataSet);
        foreach (var element in dataSet.Elements)
        {
            if (findings.IsFull)
            {
                return;
            }

            CheckTag(dataSet, element);
            switch (element)
            {
                case DicomSequence sequence:
                    CheckItems(sequence);
                    break;
                case DicomBytes bytes when _path.Depth < MaximumDepth && UnknownSequence.TryRead(dataSet, bytes, out var sequence):
                    CheckItems(sequence);
                    break;
                case DicomBytes bytes:
                    new ValueChecks(findings, _path.To(bytes.Tag)).Check(dataSet, bytes);
                    break;
            }
        }
    }

    private void CheckItems(DicomSequence sequence)
    {
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            _path.Enter(sequence.Tag, i);
            Check(sequence.Items[i]);
            _path.Leave();
        }
    }

    private void CheckTag(DicomDataSet dataSet, DicomElement element)
    {
        var tag = element.Tag;
        if (tag.Group is <= 0x0007 and not 0x0004 or 0xFFFF)
        {
            findings.Error(ValidationCode.Misplaced, _path.To(tag), $"Group {tag.Group:X4} does not belong into a data set.");
        }
        else if (tag.IsPrivate)
        {
            CheckPrivate(dataSet, element);
        }
        else if (!DicomDictionary.TryGet(tag, out var entry))
        {
            findings.Warn(ValidationCode.UnknownElement, _path.To(tag), "The standard does not define this element.");
        }
        else if (element.Vr == Vr.UN)
        {
            findings.Warn(ValidationCode.WrongVr, _path.To(tag), $"The VR is UN; of {entry.Keyword} it is {string.Join(" or ", entry.Vrs)}.");
        }
        else if (!entry.Vrs.Contains(element.Vr) && element.Vr.IsKnown)
        {
            findings.Error(ValidationCode.WrongVr, _path.To(tag), $"The VR is {element.Vr}; of {entry.Keyword} it is {string.Join(" or ", entry.Vrs)}.");
        }
    }

    private void CheckPrivate(DicomDataSet dataSet, DicomElement element)
    {
        if (element.Tag.IsPrivateCreator || element.Tag.IsGroupLength)
        {
            return;
        }

        if (element.Tag.Element < 0x1000)
        {
            findings.Error(ValidationCode.Misplaced, _path.To(element.Tag), "No private element can have this number.");
        }
        else if (dataSet.GetPrivateCreator(element.Tag) is null)
        {
            findings.Error(ValidationCode.NoPrivateCreator, _path.To(element.Tag), string.Create(CultureInfo.InvariantCulture, $"No creator has reserved block {element.Tag.Element >> 8:X2}."));
        }
    }

    private void CheckCharacterSet(DicomDataSet dataSet)
    {
        if (dataSet[Tags.SpecificCharacterSet] is not DicomBytes { IsEmpty: false })
        {
            return;
        }

        var terms = dataSet.CharacterSet.Terms;
        var path = _path.To(Tags.SpecificCharacterSet);
        foreach (var term in terms.Where(term => !Repertoire.TryGet(term, out _)))
        {
            findings.Error(ValidationCode.CharacterSet, path, $"'{DumpText.Harmless(term, 32)}' is no defined term.");
        }

        if (terms.Length > 1 && terms.Any(term => Repertoire.TryGet(term, out var repertoire) && repertoire.WholeCodePage != 0))
        {
            findings.Error(ValidationCode.CharacterSet, path, "ISO_IR 192, GB18030 and GBK stand alone.");
        }
        else if (terms.Length > 1 && terms.Any(term => term.StartsWith("ISO_IR", StringComparison.Ordinal)))
        {
            findings.Error(ValidationCode.CharacterSet, path, "With code extensions the terms begin with ISO 2022 IR.");
        }
    }
}
