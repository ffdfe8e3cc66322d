namespace Gantry.Host.Maintenance.Verification;

/// <summary>What is wrong with an instance.</summary>
internal enum VerificationFault
{
    /// <summary>Its bytes are other ones than were stored, fewer or more.</summary>
    Damaged,

    /// <summary>Its file cannot be read, or is no instance.</summary>
    Unreadable,

    /// <summary>The store has it and the catalog does not list it there.</summary>
    Unlisted,

    /// <summary>The catalog lists it and the store does not have it.</summary>
    Missing,
}

/// <summary>An instance with which something is wrong.</summary>
/// <param name="Fault">What.</param>
/// <param name="Location">Its place in the store.</param>
/// <param name="SopInstance">Its UID; null where the file does not tell.</param>
/// <param name="Detail">More, in a sentence; empty for nothing.</param>
internal sealed record VerificationFinding(VerificationFault Fault, string Location, string? SopInstance, string Detail = "");
