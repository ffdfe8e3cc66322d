using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Settings;
using Gantry.Dal.Relational.TransactionLog;
using Gantry.Dal.Relational.Users;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gantry.Dal.Relational.Migrations;

/// <summary>The tables beside those of the catalog: jobs, transactions, users, settings.</summary>
public abstract partial class InitialMigration
{
    private void CreateJobs(MigrationBuilder migration)
    {
        migration.CreateTable(
            "job",
            table => new
            {
                Id = Generated(table.Column<long>()),
                Queue = table.Column<int>(),
                Uid = Text(table, KeyLengths.Uid),
                State = table.Column<int>(),
                Rank = table.Column<int>(),
                DueAt = table.Column<long>(),
                Peer = Text(table, KeyLengths.AETitle),
                IsOutgoing = table.Column<int>(),
                LeaseOwner = Text(table, JobLease.MaximumOwnerLength),
                LeaseEndsAt = table.Column<long>(),
                Version = table.Column<long>(),
                Attempts = table.Column<int>(),
                CreatedAt = table.Column<long>(),
                ChangedAt = table.Column<long>(),
                Note = Text(table, Job.MaximumNoteLength),
                Attributes = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("PK_job", x => x.Id));
        migration.CreateTable(
            "job_instance",
            table => new
            {
                JobFk = table.Column<long>(),
                Uid = Text(table, KeyLengths.Uid),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_job_instance", x => new { x.JobFk, x.Uid });
                table.ForeignKey("FK_job_instance_job_JobFk", x => x.JobFk, "job", "Id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_job_Queue_Uid", "job", ["Queue", "Uid"], unique: true);
        migration.CreateIndex("IX_job_Queue_State_Rank_DueAt", "job", ["Queue", "State", "Rank", "DueAt"]);
        migration.CreateIndex("IX_job_instance_Uid", "job_instance", "Uid");
    }

    private void CreateTransactions(MigrationBuilder migration)
    {
        migration.CreateTable(
            "transaction_record",
            table => new
            {
                Id = Generated(table.Column<long>()),
                At = table.Column<long>(),
                Kind = table.Column<int>(),
                Type = table.Column<int>(),
                Direction = table.Column<int>(),
                LocalAETitle = Text(table, KeyLengths.AETitle),
                LocalAddress = Text(table, TransactionTables.Address),
                RemoteAETitle = Text(table, KeyLengths.AETitle),
                RemoteAddress = Text(table, TransactionTables.Address),
                CorrelationId = Text(table, TransactionTables.CorrelationId),
                Command = Text(table, TransactionTables.Command),
                MessageId = table.Column<int>(),
                SopClassUid = Text(table, KeyLengths.Uid),
                SopInstanceUid = Text(table, KeyLengths.Uid),
                StudyUid = Text(table, KeyLengths.Uid),
                Status = table.Column<int>(nullable: true),
                Duration = table.Column<long>(),
                Bytes = table.Column<long>(),
                Plugin = Text(table, TransactionTables.Plugin),
                UserName = Text(table, TransactionTables.User),
                Description = Text(table, TransactionTables.Description),
                DataSetLocation = Text(table, TransactionTables.Location),
                CustomType = Text(table, TransactionTables.CustomType),
                CustomInformation = Text(table, TransactionTables.CustomInformation),
                DataSet = table.Column<byte[]>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_transaction_record", x => x.Id));
        foreach (var column in (string[])["At", "CorrelationId", "SopInstanceUid", "StudyUid", "RemoteAETitle"])
        {
            migration.CreateIndex($"IX_transaction_record_{column}", "transaction_record", column);
        }
    }

    private void CreateUsers(MigrationBuilder migration)
    {
        migration.CreateTable(
            "user_account",
            table => new
            {
                Id = Generated(table.Column<long>()),
                Key = Text(table, UserTables.Name),
                Name = Text(table, UserTables.Name),
                DisplayName = Text(table, UserTables.DisplayName),
                PasswordHash = Text(table, UserTables.PasswordHash),
                PreviousPasswordHashes = table.Column<byte[]>(),
                PasswordChangedAt = table.Column<long>(nullable: true),
                MustChangePassword = table.Column<int>(),
                Roles = table.Column<byte[]>(),
                IsDisabled = table.Column<int>(),
                FailedLogins = table.Column<int>(),
                LockedUntil = table.Column<long>(nullable: true),
                LastLoginAt = table.Column<long>(nullable: true),
                CreatedAt = table.Column<long>(),
                Version = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_user_account", x => x.Id));
        migration.CreateTable(
            "role",
            table => new
            {
                Id = Generated(table.Column<long>()),
                Key = Text(table, UserTables.Name),
                Name = Text(table, UserTables.Name),
                Description = Text(table, UserTables.Description),
                Rights = table.Column<byte[]>(),
                Version = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_role", x => x.Id));
        migration.CreateTable(
            "access_token",
            table => new
            {
                Id = Generated(table.Column<long>()),
                Hash = Text(table, UserTables.Hash),
                UserFk = table.Column<long>(),
                Kind = table.Column<int>(),
                Description = Text(table, UserTables.Description),
                CreatedAt = table.Column<long>(),
                LastUsedAt = table.Column<long>(nullable: true),
                ExpiresAt = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_access_token", x => x.Id);
                table.ForeignKey("FK_access_token_user_account_UserFk", x => x.UserFk, "user_account", "Id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_user_account_Key", "user_account", "Key", unique: true);
        migration.CreateIndex("IX_role_Key", "role", "Key", unique: true);
        migration.CreateIndex("IX_access_token_Hash", "access_token", "Hash", unique: true);
        migration.CreateIndex("IX_access_token_UserFk", "access_token", "UserFk");
        migration.CreateIndex("IX_access_token_ExpiresAt", "access_token", "ExpiresAt");
    }

    private void CreateSettings(MigrationBuilder migration)
    {
        migration.CreateTable(
            "setting_change",
            table => new
            {
                Id = Generated(table.Column<long>()),
                At = table.Column<long>(),
                Scope = Text(table, SettingTables.Scope),
                Name = Text(table, SettingTables.Name),
                OldValue = Text(table, SettingTables.Value, nullable: true),
                NewValue = Text(table, SettingTables.Value, nullable: true),
                UserName = Text(table, SettingTables.User),
                Reason = Text(table, SettingTables.Reason),
            },
            constraints: table => table.PrimaryKey("PK_setting_change", x => x.Id));
        migration.CreateIndex("IX_setting_change_Scope_Name", "setting_change", ["Scope", "Name"]);
    }
}
