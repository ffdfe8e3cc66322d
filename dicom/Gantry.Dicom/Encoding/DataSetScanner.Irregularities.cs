using System.Runtime.InteropServices;

namespace Gantry.Dicom;

public sealed partial class DataSetScanner
{
    /// <summary>The most irregularities that are told: a file of nothing else gains no memory by them.</summary>
    public const int MaximumIrregularities = 1_000;

    private List<EncodingIrregularity>? _irregularities;

    /// <summary>What the standard does not allow and was read all the same, in order; no more than <see cref="MaximumIrregularities"/>.</summary>
    public IReadOnlyList<EncodingIrregularity> Irregularities => _irregularities ?? (IReadOnlyList<EncodingIrregularity>)[];

    /// <summary>How the data set is really encoded. Known once its first element is.</summary>
    internal TransferSyntax EncodedIn =>
        _declared.IsEncapsulated || _declared.IsDeflated ? _declared
        : _frames[0].IsBigEndian ? TransferSyntax.ExplicitVRBigEndian
        : _frames[0].IsExplicit ? TransferSyntax.ExplicitVRLittleEndian
        : TransferSyntax.ImplicitVRLittleEndian;

    /// <summary>The bytes that come next and are of a value that is left out: a file may be read on behind them.</summary>
    internal long SkippableBytes => _isInValue && _isValueSkipped && !_isValueStreamed && _inflater is null ? _valueRemaining : 0;

    /// <summary>Passes over some of the <see cref="SkippableBytes"/> that were not fed.</summary>
    internal void PassOver(long count)
    {
        _offset += count;
        _valueRemaining -= count;
        _isInValue = _valueRemaining > 0;
    }

    private void Report(EncodingIrregularityKind kind, Tag tag, long offset)
    {
        _irregularities ??= [];
        if (_irregularities.Count < MaximumIrregularities)
        {
            _irregularities.Add(new(kind, tag, _depth, offset));
        }
    }

    private void CheckOrder(Tag tag, long offset)
    {
        ref var last = ref CollectionsMarshal.AsSpan(_frames)[^1].LastTag;
        if (tag <= last && tag.Value != 0)
        {
            Report(tag == last ? EncodingIrregularityKind.Repeated : EncodingIrregularityKind.OutOfOrder, tag, offset);
        }

        last = tag > last ? tag : last;
    }
}
