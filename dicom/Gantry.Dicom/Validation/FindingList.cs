namespace Gantry.Dicom;

/// <summary>The findings so far.</summary>
internal sealed class FindingList
{
    private readonly List<ValidationFinding> _findings = [];

    public IReadOnlyList<ValidationFinding> All => _findings;

    public bool IsFull => _findings.Count >= DicomValidator.MaximumFindings;

    public void Error(ValidationCode code, string path, string message) => Add(ValidationSeverity.Error, code, path, message);

    public void Warn(ValidationCode code, string path, string message) => Add(ValidationSeverity.Warning, code, path, message);

    private void Add(ValidationSeverity severity, ValidationCode code, string path, string message)
    {
        if (!IsFull)
        {
            _findings.Add(new(severity, code, path, message));
        }
    }
}
