namespace Gantry.Dicom.Network;

/// <summary>What can be negotiated for a query or retrieve SOP class by SOP class extended negotiation (PS3.4 §C.5.1, §C.5.2, §C.5.3).</summary>
[Flags]
public enum QueryRetrieveOptions
{
    /// <summary>None: hierarchical queries and retrievals alone.</summary>
    None = 0,

    /// <summary>Relational queries (C-FIND), relational retrieval (C-MOVE, C-GET).</summary>
    Relational = 1,

    /// <summary>Combined date-time matching: a date and its time are one key. C-FIND alone.</summary>
    CombinedDateTimeMatching = 2,

    /// <summary>Fuzzy semantic matching of person names. C-FIND alone.</summary>
    FuzzySemanticMatching = 4,

    /// <summary>Timezone query adjustment: times are those of Timezone Offset From UTC (0008,0201). C-FIND alone.</summary>
    TimezoneQueryAdjustment = 8,

    /// <summary>Enhanced multi-frame image conversion: the view of legacy images as enhanced ones can be asked for.</summary>
    EnhancedMultiFrameImageConversion = 16,

    /// <summary>Empty value matching: <c>""</c> matches elements without a value. C-FIND alone.</summary>
    EmptyValueMatching = 32,

    /// <summary>Multiple value matching: several values of a key are alternatives. C-FIND alone.</summary>
    MultipleValueMatching = 64,
}
