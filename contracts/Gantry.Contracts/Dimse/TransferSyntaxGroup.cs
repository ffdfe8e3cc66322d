namespace Gantry.Contracts;

/// <summary>The transfer syntaxes that a handler takes on its presentation contexts.</summary>
public enum TransferSyntaxGroup
{
    /// <summary>The native ones: implicit and explicit little endian, explicit big endian, deflated.</summary>
    Native,

    /// <summary>Any transfer syntax, known or not: the handler passes data sets on as they are.</summary>
    Any,
}
