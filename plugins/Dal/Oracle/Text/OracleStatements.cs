using Gantry.Dal.Relational.Ingest;

namespace Gantry.Dal.Oracle.Text;

/// <summary>What Oracle says its own way.</summary>
internal static class OracleStatements
{
    /// <summary>The longest identifier since 12.2, in bytes; before it was 30, and some of the catalog's are longer.</summary>
    public const int LongestIdentifier = 128;

    /// <summary>The oldest version: the first of long support with long identifiers, identity columns and FETCH FIRST.</summary>
    public const int OldestVersion = 19;

    /// <summary>Comparison by code point, whatever the session's language is.</summary>
    public const string Session = "ALTER SESSION SET NLS_COMP = BINARY NLS_SORT = BINARY";

    /// <summary>Takes a lock that ends with its connection; the result is 0, or 4 where it is held already.</summary>
    public const string Lock = "DECLARE h VARCHAR2(128); BEGIN DBMS_LOCK.ALLOCATE_UNIQUE('gantry', h); :result := DBMS_LOCK.REQUEST(h, DBMS_LOCK.X_MODE, 60, FALSE); END;";

    /// <summary>A SELECT cut to its first rows.</summary>
    public static string Limited(string select, int rows) => $"{select} FETCH FIRST {rows} ROWS ONLY";

    /// <summary>A RETURNING clause wants a variable; a block hands what is in it back as a result.</summary>
    public static string InsertReturning(InsertStatement insert, string id) =>
        $"DECLARE k NUMBER; c SYS_REFCURSOR; BEGIN {insert} RETURNING {id} INTO k; OPEN c FOR SELECT k FROM DUAL; DBMS_SQL.RETURN_RESULT(c); END;";

    /// <summary>The hint is no advice: with it the statement passes over what the unique index has.</summary>
    public static string InsertUnlessPresent(InsertStatement insert) =>
        $"INSERT /*+ IGNORE_ROW_ON_DUPKEY_INDEX({insert.Table}({insert.Key})) */ INTO {insert.Table} ({insert.ColumnList}) VALUES ({insert.ValueList})";

    /// <summary>Draws from the sequence behind an identity column until it is beyond the keys that rows have brought: to alter the column would commit the transaction.</summary>
    public static string AfterKeyedInsert(string table, string key) =>
        $"""
        DECLARE m NUMBER; n NUMBER := 0; s VARCHAR2(128); BEGIN SELECT MAX("{key}") INTO m FROM {table};
        SELECT sequence_name INTO s FROM user_tab_identity_cols WHERE table_name = '{table.Trim('"')}' AND column_name = '{key}';
        WHILE n < m LOOP EXECUTE IMMEDIATE 'SELECT "' || s || '".NEXTVAL FROM DUAL' INTO n; END LOOP; END;
        """;
}
