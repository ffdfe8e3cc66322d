namespace Gantry.Contracts;

/// <summary>
/// A value that may identify a patient, for a log message: <c>"{Patient} is at the scanner", new PatientData(name)</c>. The log shows it where the administrator
/// has asked for patient data, and a placeholder everywhere else. Nothing else that identifies a patient may be logged.
/// </summary>
/// <param name="Value">The value; null for none.</param>
public readonly record struct PatientData(string? Value)
{
    /// <summary>What stands in its place.</summary>
    public const string Placeholder = "(patient data)";

    /// <summary>The placeholder, so that no formatting by chance shows the value.</summary>
    public override string ToString() => Placeholder;
}
