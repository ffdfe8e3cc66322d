using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Retrieve;

/// <summary>A chosen instance.</summary>
internal sealed class SelectedInstance
{
    public long Id { get; init; }

    public int Number { get; init; }

    public required string Uid { get; init; }

    public required string SopClassUid { get; init; }

    public required string TransferSyntaxUid { get; init; }

    public required string Location { get; init; }

    public long Length { get; init; }

    public CatalogInstance ToCatalogInstance() =>
        new(new Uid(SopClassUid), new Uid(Uid), new TransferSyntax(new Uid(TransferSyntaxUid)), Location, Length);
}
