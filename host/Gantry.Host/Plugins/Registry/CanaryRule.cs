using System.Collections.Frozen;
using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Host.Plugins.Registry;

/// <summary>Which operations a generation on trial gets: a share of all, or those of some calling AEs.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class CanaryRule
{
    private readonly FrozenSet<AETitle> _callers;
    private readonly int _percent;
    private long _asked;

    private CanaryRule(int percent, FrozenSet<AETitle> callers) => (_percent, _callers) = (percent, callers);

    /// <param name="percent">1 to 99.</param>
    public static CanaryRule Share(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 99);
        return new CanaryRule(percent, []);
    }

    public static CanaryRule Of(IEnumerable<AETitle> callers) => new(0, callers.ToFrozenSet());

    /// <summary>Says whether the next operation of a calling AE is one; the share is spread evenly, not in runs.</summary>
    public bool Takes(AETitle caller)
    {
        if (_percent == 0)
        {
            return _callers.Contains(caller);
        }

        var turn = Interlocked.Increment(ref _asked);
        return turn * _percent / 100 != (turn - 1) * _percent / 100;
    }

    public override string ToString() => _percent > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{_percent} % of the operations")
        : $"the operations of {string.Join(", ", _callers.Select(title => title.Value).Order(StringComparer.Ordinal))}";
}
