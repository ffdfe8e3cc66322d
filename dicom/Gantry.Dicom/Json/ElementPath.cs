using System.Globalization;
using System.Text;

namespace Gantry.Dicom;

/// <summary>Where an element is: the sequences and items around it.</summary>
internal sealed class ElementPath
{
    private readonly List<(Tag Sequence, int Item)> _items = [];

    public int Depth => _items.Count;

    public void Enter(Tag sequence, int item) => _items.Add((sequence, item));

    public void Leave() => _items.RemoveAt(_items.Count - 1);

    /// <summary><c>00081140/0/00081199</c>: sequence, number of the item from 0, and so on.</summary>
    public string To(Tag tag)
    {
        var text = new StringBuilder();
        foreach (var (sequence, item) in _items)
        {
            text.Append(CultureInfo.InvariantCulture, $"{sequence:X}/{item}/");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{tag:X}").ToString();
    }
}
