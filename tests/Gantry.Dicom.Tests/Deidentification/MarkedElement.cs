using System.Text;

namespace Gantry.Dicom.Tests;

/// <summary>An element whose value can be found again in bytes.</summary>
internal sealed record MarkedElement(DicomElement Element, byte[] Marker)
{
    public static MarkedElement Of(Tag tag)
    {
        var vr = DicomDictionary.GetVr(tag);
        vr = tag.Group is >= 0x5000 and <= 0x50FF && vr == Vr.UN ? Vr.OB : vr;
        if (vr == Vr.SQ)
        {
            // Each kind of value that an item may hold, all of the same characters where the VR allows it.
            var item = new DicomDataSetBuilder()
                .Add(Tags.PatientName, "QXMARKER")
                .Add(Tags.ReferencedSOPInstanceUID, "1.2.3.7777777")
                .Add(Tags.TextValue, "QXMARKER")
                .Add(Tags.CodeValue, "QXMARKER")
                .Add(Tags.CodeMeaning, "QXMARKER")
                .Build();
            return new(new DicomSequence(tag, [item]), "QXMARKER"u8.ToArray());
        }

        var text = vr == Vr.UI ? "1.2.3.7777777"
            : vr == Vr.DA ? "19770707"
            : vr == Vr.DT ? "19770707070707.77"
            : vr == Vr.TM ? "070707.77"
            : vr == Vr.DS || vr == Vr.IS ? "7777777"
            : vr == Vr.AS ? "077Y"
            : "QXMARKER";
        var bytes = ValueEncoder.Padded(Encoding.ASCII.GetBytes(text), vr);
        return new(new DicomBytes(tag, vr, bytes), Encoding.ASCII.GetBytes(text));
    }

    public DicomDataSet DataSet => new([Element]);

    /// <summary>True where the value is still somewhere in the data set.</summary>
    public bool SurvivesIn(DicomDataSet dataSet) =>
        DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian).AsSpan().IndexOf(Marker) >= 0;
}
