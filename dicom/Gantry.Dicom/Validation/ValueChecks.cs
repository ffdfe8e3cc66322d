using System.Globalization;

namespace Gantry.Dicom;

/// <summary>What is wrong with a value field.</summary>
internal readonly struct ValueChecks(FindingList findings, string path)
{
    private const int LongestShown = 40;

    public void Check(DicomDataSet dataSet, DicomBytes element)
    {
        if (element.IsEmpty)
        {
            return;
        }

        var vr = dataSet.VrOf(element);
        if (vr.IsText)
        {
            CheckText(dataSet, element, vr);
        }
        else
        {
            CheckBinary(element, vr);
        }
    }

    private void CheckBinary(DicomBytes element, Vr vr)
    {
        var unit = vr == Vr.AT ? 4 : vr.UnitBytes;
        if (element.Value.Length % unit != 0)
        {
            findings.Error(ValidationCode.WrongLength, path, string.Create(CultureInfo.InvariantCulture, $"{element.Value.Length} bytes are no whole number of values of VR {vr}."));
        }
        else if (JsonVr.BytesOfNumber(vr) is > 0 and var size)
        {
            CheckMultiplicity(element.Tag, element.Value.Length / size);
        }
    }

    private void CheckText(DicomDataSet dataSet, DicomBytes element, Vr vr)
    {
        CheckPadding(element.Value.Span, vr);
        var text = vr.UsesCharacterSet ? dataSet.CharacterSet.Decode(element.Value.Span, vr) : System.Text.Encoding.Latin1.GetString(element.Value.Span);
        if (vr.UsesCharacterSet && text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            findings.Error(ValidationCode.Undecodable, path, $"'{Shown(text)}' has bytes that are not in the declared character repertoires.");
        }
        else if (vr.UsesCharacterSet && dataSet.CharacterSet.Terms.IsEmpty && !ValueText.IsPlain(element.Value.Span))
        {
            findings.Error(ValidationCode.Undecodable, path, $"'{Shown(text)}' goes beyond ASCII, and no character set is declared.");
        }

        string[] values = vr.IsSingleText ? [text] : text.Split('\\');
        CheckMultiplicity(element.Tag, values.Length);
        foreach (var value in values)
        {
            if (findings.IsFull)
            {
                return;
            }

            CheckValue(value.TrimEnd(' ', '\0'), vr);
        }
    }

    private void CheckValue(string value, Vr vr)
    {
        if (value.Length == 0)
        {
            return;
        }

        if (ValueForm.IsTooLong(value, vr))
        {
            findings.Error(ValidationCode.TooLong, path, $"'{Shown(value)}' is longer than VR {vr} allows.");
        }
        else if (ValueForm.WhatIsWrong(value, vr) is { } wrong)
        {
            findings.Error(ValidationCode.Malformed, path, $"'{Shown(value)}' {wrong}");
        }
    }

    private void CheckPadding(ReadOnlySpan<byte> value, Vr vr)
    {
        var padding = value[value.TrimEnd(" \0"u8).Length..];
        if (padding.ContainsAnyExcept(vr.PaddingByte))
        {
            findings.Warn(ValidationCode.Padding, path, $"The value is padded with {(vr == Vr.UI ? "spaces, not NUL" : "NUL, not spaces")}.");
        }
        else if (vr == Vr.UI && padding.Length > 1)
        {
            findings.Warn(ValidationCode.Padding, path, "The value is padded with more than one NUL.");
        }
    }

    private void CheckMultiplicity(Tag tag, int count)
    {
        if (!tag.IsPrivate && DicomDictionary.TryGet(tag, out var entry) && !Multiplicity.Allows(entry.Vm, count))
        {
            findings.Error(ValidationCode.WrongMultiplicity, path, string.Create(CultureInfo.InvariantCulture, $"There {(count == 1 ? "is 1 value" : $"are {count} values")}; {entry.Keyword} has {entry.Vm}."));
        }
    }

    private static string Shown(string value) => DumpText.Harmless(value, LongestShown);
}
