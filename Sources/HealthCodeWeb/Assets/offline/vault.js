// What a checkpoint's device keeps while it has no network: passes, the keys, the clock. Nothing in it names anybody.

const NAME = 'checkpoint';
let opening;

/** Opens the database, once. */
function database() {
    opening ??= new Promise((resolve, reject) => {
        const request = indexedDB.open(NAME, 1);
        request.onupgradeneeded = () => {
            request.result.createObjectStore('passes', { keyPath: 'id' });
            request.result.createObjectStore('notes');
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = request.onblocked = () => reject(request.error ?? new Error('blocked'));
    });
    opening.catch(() => (opening = undefined));
    return opening;
}

/** Does one thing in one transaction; when it returns, what was written is on the disk. */
async function transact(store, mode, act) {
    const transaction = (await database()).transaction(store, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(store));
    return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
    });
}

/** Every pass on the device, the earliest first. */
export async function passes() {
    const all = await transact('passes', 'readonly', store => store.getAll());
    return all.sort((one, other) => one.at - other.at);
}

/** Keeps a pass, or what became of it. */
export const putPass = pass => transact('passes', 'readwrite', store => store.put(pass));
export const removePass = id => transact('passes', 'readwrite', store => store.delete(id));
/** A value kept under a name; undefined where there is none. */
export const note = name => transact('notes', 'readonly', store => store.get(name));
export const keepNote = (name, value) => transact('notes', 'readwrite', store => store.put(value, name));
