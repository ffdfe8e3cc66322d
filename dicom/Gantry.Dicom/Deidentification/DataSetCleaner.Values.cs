namespace Gantry.Dicom;

internal sealed partial class DataSetCleaner
{
    // The patient of an item is treated as that of the data set: one original, one replacement.
    private DicomBytes? Identity(DicomDataSet owner, DicomElement element)
    {
        if (element.IsEmpty || (element.Tag != Tags.PatientID && element.Tag != Tags.PatientName))
        {
            return null;
        }

        var id = options.PatientId ?? pseudonyms.PatientIdFor(PatientOf(owner));
        var text = element.Tag == Tags.PatientID ? id : options.PatientName ?? $"ANON^{id}";
        return new DicomBytes(element.Tag, VrOf(element), ValueEncoder.Ascii(text, VrOf(element)));
    }

    /// <summary>What tells a patient from others: the ID, or the name where there is none.</summary>
    public static string PatientOf(DicomDataSet dataSet) => dataSet.GetText(Tags.PatientID) ?? dataSet.GetText(Tags.PatientName) ?? "";

    private static DicomElement Empty(DicomElement element) =>
        element is DicomSequence ? new DicomSequence(element.Tag, []) : new DicomBytes(element.Tag, VrOf(element), default);

    private DicomElement? Dummy(DicomDataSet owner, DicomElement element, int depth)
    {
        if (element is DicomSequence sequence)
        {
            return WithCleanItems(sequence, CleaningMode.Dummies, depth);
        }

        if (element.Tag == Tags.EncapsulatedDocument)
        {
            Warn(element.Tag, "The encapsulated document was replaced by two bytes: no document can be de-identified here.");
        }

        var vr = VrOf(element);
        return vr == Vr.SQ ? null : vr == Vr.UI ? WithOtherUids(owner, element) : DummyValues.For(element, vr);
    }

    private DicomBytes? WithOtherUids(DicomDataSet owner, DicomElement element) =>
        element is not DicomBytes || VrOf(element) is var vr && !vr.IsText ? null
        : new DicomBytes(element.Tag, Vr.UI, ValueEncoder.Ascii(string.Join('\\', owner.GetStrings(element.Tag).Select(Replaced)), Vr.UI));

    private string Replaced(string value) => value.Length == 0 ? "" : pseudonyms.UidFor(value).Value;

    private DicomElement? Cleaned(DicomDataSet owner, DicomElement element) =>
        options.Has(ConfidentialityOptions.RetainLongitudinalModifiedDates) && DateShift.Of(owner, element, VrOf(element), days) is { } moved ? moved
        : IsAccepted(owner, element) ? element
        : null;

    private bool IsAccepted(DicomDataSet owner, DicomElement element) =>
        VrOf(element).IsText && owner.GetText(element.Tag) is { } text && options.AcceptedTexts.Contains(text.Trim());

    // A sequence under VR UN is one all the same, in implicit form (PS3.5 §6.2.2): its items are not to be passed on unread.
    private DicomElement WithItems(DicomDataSet owner, DicomElement element)
    {
        if (element is not DicomBytes { Vr: var vr } bytes || vr != Vr.UN || VrOf(element) != Vr.SQ)
        {
            return element;
        }

        try
        {
            return UnknownSequence.Read(owner, bytes);
        }
        catch (DicomEncodingException)
        {
            Warn(element.Tag, "The sequence cannot be read; it is empty now.");
            return new DicomSequence(element.Tag, []);
        }
    }
}
