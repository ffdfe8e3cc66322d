using System.Collections.Concurrent;
using System.Data.Common;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gantry.Dal.Relational.Reading;

/// <summary>Open contexts, each on a connection of its own: making one costs more than most queries.</summary>
/// <remarks>Safe for concurrent use. A lease is taken for one page of a result, never while a caller consumes it.</remarks>
internal sealed class ContextPool(CatalogDialect dialect, IServiceProvider entityFramework, int maximum) : IDisposable
{
    private readonly ConcurrentStack<ContextLease> _idle = [];
    private readonly SemaphoreSlim _free = new(maximum);
    private volatile ModelSql? _model; // the same for all contexts
    private volatile bool _isDisposed;

    /// <summary>Takes a context, after a wait where all are taken.</summary>
    public async ValueTask<ContextLease> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _idle.TryPop(out var lease) ? lease : Open();
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public void Return(ContextLease lease)
    {
        if (_isDisposed || lease.IsBroken)
        {
            lease.Close();
        }
        else
        {
            lease.IsUsed = true;
            _idle.Push(lease);
        }

        _free.Release();
    }

    public void Dispose()
    {
        _isDisposed = true;
        Clear();
    }

    /// <summary>Closes what is idle: after one connection was lost, the others are, too.</summary>
    public void Clear()
    {
        while (_idle.TryPop(out var lease))
        {
            lease.Close();
        }
    }

    private ContextLease Open()
    {
        DbConnection? connection = null;
        try
        {
            connection = dialect.OpenForReading();
            var context = dialect.CreateContext(connection, entityFramework);
            _model ??= new ModelSql(context.Model, context.GetService<ISqlGenerationHelper>());
            return new ContextLease(this, context, connection, _model);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }
}
