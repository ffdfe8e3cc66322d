namespace Gantry.Dicom;

/// <summary>An element about to be written whose value may be elsewhere. To be used only during the call that it is given to.</summary>
public readonly ref struct BulkDataElement
{
    private readonly ElementPath _path;

    internal BulkDataElement(ElementPath path, DicomElement element, long length)
    {
        _path = path;
        Element = element;
        Length = length;
    }

    /// <summary>The element.</summary>
    public DicomElement Element { get; }

    /// <summary>The bytes of its value; of encapsulated pixel data those of the fragments.</summary>
    public long Length { get; }

    /// <summary>Where it is: <c>7FE00010</c>, or <c>54000100/0/54001010</c> in an item: sequence, number of the item from 0, element.</summary>
    public string Path => _path.To(Element.Tag);
}
