/** A task that has a pool of its own. */
import { Pool } from '../../dist/index.js'

/**
 * @param {number[]} items
 * @returns {Promise<number[]>}
 */
export async function squares(items) {
  const pool = new Pool({ size: 1 })
  const results = await pool.map((/** @type {number} */ x) => x * x, items)
  await pool.close()
  return results
}
