using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.TransactionLog;

/// <summary>The table of the transaction log, in the model.</summary>
internal static class TransactionTables
{
    public const int Address = 64, CorrelationId = 64, Command = 64, Plugin = 128, User = 64, Description = 1_000, Location = 255, CustomType = 64, CustomInformation = 4_000;

    public static void Describe(ModelBuilder model, TextColumn text) => model.Entity<TransactionRow>(row =>
    {
        row.ToTable("transaction_record");
        text(row.Property(x => x.LocalAETitle), KeyLengths.AETitle);
        text(row.Property(x => x.LocalAddress), Address);
        text(row.Property(x => x.RemoteAETitle), KeyLengths.AETitle);
        text(row.Property(x => x.RemoteAddress), Address);
        text(row.Property(x => x.CorrelationId), CorrelationId);
        text(row.Property(x => x.Command), Command);
        text(row.Property(x => x.SopClassUid), KeyLengths.Uid);
        text(row.Property(x => x.SopInstanceUid), KeyLengths.Uid);
        text(row.Property(x => x.StudyUid), KeyLengths.Uid);
        text(row.Property(x => x.Plugin), Plugin);
        text(row.Property(x => x.UserName), User);
        text(row.Property(x => x.Description), Description);
        text(row.Property(x => x.DataSetLocation), Location);
        text(row.Property(x => x.CustomType), CustomType);
        text(row.Property(x => x.CustomInformation), CustomInformation);
        row.HasIndex(x => x.At);
        row.HasIndex(x => x.CorrelationId);
        row.HasIndex(x => x.SopInstanceUid);
        row.HasIndex(x => x.StudyUid);
        row.HasIndex(x => x.RemoteAETitle);
    });
}
