namespace Gantry.Contracts;

/// <summary>Deletes instances that a person has chosen: what is not to be here at all, as what was sent by mistake.</summary>
/// <remarks>Provided by one plugin. Safe for concurrent use.</remarks>
public interface IInstanceDeletion
{
    /// <summary>What a deletion would take, and what speaks against it.</summary>
    /// <param name="choice">What is chosen.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>Null where nothing that is chosen is here, or may be seen.</returns>
    /// <exception cref="CatalogException">The catalog or a queue cannot be read.</exception>
    ValueTask<DeletionPlan?> PlanAsync(DeletionChoice choice, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes, unless something speaks against it. No query finds the instances when it returns; their bytes follow. What came after it was asked for stays, and what was deleted may
    /// be stored again. A deletion that has begun is ended, by the next start of the server where it must be. The transaction log and the observers of deletions are told.
    /// </summary>
    /// <param name="choice">What is chosen.</param>
    /// <param name="user">Who deletes.</param>
    /// <param name="reason">Why, in a sentence without patient data; not empty.</param>
    /// <param name="cancellationToken">Ends the looking; a deletion that has begun is ended.</param>
    /// <returns>What was deleted, or, where <see cref="DeletionPlan.Obstacles"/> are there, is kept; null where nothing that is chosen is here, or may be seen.</returns>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    /// <exception cref="CatalogException">The catalog or a queue cannot be read, and nothing was deleted; or the catalog has failed meanwhile or cannot tell whether it has, and the deletion is ended later.</exception>
    /// <exception cref="IOException">The deletion cannot be noted; nothing was deleted.</exception>
    ValueTask<DeletionPlan?> DeleteAsync(DeletionChoice choice, string user, string reason, CancellationToken cancellationToken);
}
