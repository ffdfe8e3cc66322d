using System.Collections.Immutable;

namespace Gantry.Host.Rehearsals;

/// <summary>What one operation would have done, had its services not been told to take note of it only.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Rehearsal
{
    /// <summary>The most that is held; beyond, it is counted.</summary>
    public const int MostEffects = 10_000;

    private readonly Lock _gate = new();
    private readonly ImmutableArray<RehearsedEffect>.Builder _effects = ImmutableArray.CreateBuilder<RehearsedEffect>();
    private int _count;

    /// <summary>Why it was not performed; null where it was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>True where there was more than is held.</summary>
    public bool IsCut
    {
        get
        {
            lock (_gate)
            {
                return _count > MostEffects;
            }
        }
    }

    /// <summary>What it would have done, in no order: several instances are sent at a time.</summary>
    public ImmutableArray<RehearsedEffect> Effects
    {
        get
        {
            lock (_gate)
            {
                return _effects.ToImmutable();
            }
        }
    }

    /// <summary>Takes note.</summary>
    public void Note(RehearsedEffect effect)
    {
        lock (_gate)
        {
            if (++_count <= MostEffects)
            {
                _effects.Add(effect);
            }
        }
    }

    /// <summary>Says why it is not performed.</summary>
    public void Refuse(string reason) => Refusal = reason;
}
