using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Access;

/// <summary>Says what AEs may see.</summary>
[Export(typeof(IConformanceDetails))]
public sealed class AccessConformance : IConformanceDetails
{
    /// <inheritdoc/>
    public IEnumerable<ConformanceDetail> Describe() =>
    [
        new("What an AE may find and retrieve")
        {
            Text = "All, unless settings restrict it, AE by AE: to what has certain values in attributes of its patient, study or series, to what it has sent itself, or to "
                + "what certain AEs have sent. To the AE nothing else exists: C-FIND does not match it, counts, Modalities in Study and SOP Classes in Study do not tell "
                + "of it, and C-MOVE and C-GET do not send it. The rule of the AE that asks for a C-MOVE counts, not that of its destination.",
        },
    ];
}
