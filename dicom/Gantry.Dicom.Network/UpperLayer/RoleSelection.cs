namespace Gantry.Dicom.Network;

/// <summary>SCP/SCU role selection for a SOP class (PS3.7 §D.3.3.4).</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="Scu">The association requestor proposes, or the acceptor accepts, that the requestor is SCU.</param>
/// <param name="Scp">The association requestor proposes, or the acceptor accepts, that the requestor is SCP.</param>
public readonly record struct RoleSelection(Uid SopClassUid, bool Scu, bool Scp);
