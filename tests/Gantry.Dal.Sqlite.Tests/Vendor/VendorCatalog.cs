using Gantry.Contracts;
using Gantry.Dal.Relational;
using Gantry.Dicom;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.Sqlite.Tests.Vendor;

/// <summary>One query otherwise: a vendor's own look-up for a Study Instance UID alone. All else is inherited.</summary>
internal sealed class VendorCatalog(CatalogDialect dialect) : RelationalCatalog(dialect, NullLoggerFactory.Instance)
{
    /// <summary>The queries that the vendor's own code has answered.</summary>
    public int OwnAnswers { get; private set; }

    public override IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query is { Level: QueryLevel.Study, Keys.Count: 1 } && query.Keys.GetUids(Tags.StudyInstanceUID) is [_])
        {
            OwnAnswers++;
            return base.FindAsync(query with { Limit = 1 }, cancellationToken); // there is one at most
        }

        return base.FindAsync(query, cancellationToken);
    }
}
