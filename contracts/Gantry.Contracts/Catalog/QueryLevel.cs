namespace Gantry.Contracts;

/// <summary>A level of the query/retrieve information models (PS3.4 §C.3).</summary>
public enum QueryLevel
{
    /// <summary>PATIENT.</summary>
    Patient,

    /// <summary>STUDY.</summary>
    Study,

    /// <summary>SERIES.</summary>
    Series,

    /// <summary>IMAGE: any composite instance.</summary>
    Image,
}
