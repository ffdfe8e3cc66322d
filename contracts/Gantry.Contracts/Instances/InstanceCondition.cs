namespace Gantry.Contracts;

/// <summary>What reading a stored instance to its end has shown.</summary>
public enum InstanceCondition
{
    /// <summary>Other bytes than were stored, fewer, or more.</summary>
    Damaged,

    /// <summary>It could be read to its end; the store keeps no digest that its bytes could be compared with.</summary>
    Whole,

    /// <summary>Its bytes have the digest that they had when they were stored.</summary>
    Intact,
}
