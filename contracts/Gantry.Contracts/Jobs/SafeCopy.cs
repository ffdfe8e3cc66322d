using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>An instance that another archive has committed to (PS3.4 §J.3.3), when it was asked last.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Peer">The archive.</param>
/// <param name="TransactionUid">The request that it has answered.</param>
/// <param name="ReportedAt">When it has, in UTC.</param>
public sealed record SafeCopy(SopReference Instance, AETitle Peer, Uid TransactionUid, DateTimeOffset ReportedAt);
