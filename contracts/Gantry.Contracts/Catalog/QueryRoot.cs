namespace Gantry.Contracts;

/// <summary>Where an information model begins (PS3.4 §C.3).</summary>
public enum QueryRoot
{
    /// <summary>Patient Root: patients are a level of their own.</summary>
    Patient,

    /// <summary>Study Root: the patient's attributes belong to the study.</summary>
    Study,
}
