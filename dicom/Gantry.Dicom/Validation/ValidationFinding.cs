namespace Gantry.Dicom;

/// <summary>Something wrong with a file or data set.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">What it is.</param>
/// <param name="Path">
/// Where it is: <c>00100030</c>, or <c>00081140/0/00081155</c> in an item: sequence, number of the item from 0, element; empty where it is no element.
/// </param>
/// <param name="Message">What it is, for people; values in it are shortened, and without control characters.</param>
public sealed record ValidationFinding(ValidationSeverity Severity, ValidationCode Code, string Path, string Message);
