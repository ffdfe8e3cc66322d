using System.Net;
using Gantry.Dicom;
using Gantry.Host.Settings;

namespace Gantry.Host.Access;

/// <summary>Holds the numbers of associations below their limits: in all, of an AE, from an address. What was refused does not count.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class AssociationLimits(GantrySettings settings)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AETitle, int> _ofAE = [];
    private readonly Dictionary<IPAddress, int> _ofAddress = [];
    private int _all;

    /// <summary>Takes a place, which <see cref="Leave"/> gives back.</summary>
    /// <param name="calling">Who calls.</param>
    /// <param name="address">From where; null where the limit of an address does not hold.</param>
    /// <param name="mostOfAE">The limit of the AE; null for the one of all AEs.</param>
    /// <returns>The refusal where there is no place; null where it is taken.</returns>
    public Refusal? Enter(AETitle calling, IPAddress? address, int? mostOfAE)
    {
        var ofAE = mostOfAE ?? settings.Access.MaximumAssociationsPerAE;
        var ofAddress = settings.Access.MaximumAssociationsPerAddress;
        lock (_lock)
        {
            if (_all >= settings.MaximumAssociations)
            {
                return new Refusal(RefusalReason.TooMany, $"There are {_all} associations, the most that there may be at a time.");
            }

            if (ofAE > 0 && _ofAE.GetValueOrDefault(calling) >= ofAE)
            {
                return new Refusal(RefusalReason.TooManyOfAE, $"{calling} has {ofAE} associations, the most that it may have at a time.");
            }

            if (address is not null && ofAddress > 0 && _ofAddress.GetValueOrDefault(address) >= ofAddress)
            {
                return new Refusal(RefusalReason.TooManyOfAddress, $"{address} has {ofAddress} associations, the most that an address may have at a time.");
            }

            _all++;
            _ofAE[calling] = _ofAE.GetValueOrDefault(calling) + 1;
            if (address is not null)
            {
                _ofAddress[address] = _ofAddress.GetValueOrDefault(address) + 1;
            }

            return null;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(AETitle calling, IPAddress? address)
    {
        lock (_lock)
        {
            _all--;
            Less(_ofAE, calling);
            if (address is not null)
            {
                Less(_ofAddress, address);
            }
        }
    }

    private static void Less<T>(Dictionary<T, int> counts, T key)
        where T : notnull
    {
        if (--counts[key] == 0)
        {
            counts.Remove(key);
        }
    }
}
