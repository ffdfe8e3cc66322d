namespace Gantry.Dal.Relational.Query;
internal sealed class FindQuery(Reading.IPageReader reader, Contracts.CatalogQuery query)
{
    public IAsyncEnumerable<Dicom.DicomDataSet> RunAsync(CancellationToken token) => throw new NotImplementedException(reader + query.ToString());
}
